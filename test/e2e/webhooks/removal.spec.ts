import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { Shop } from '../../support/shop/index.js';
import { Uninstalls } from '../uninstall/uninstalls.js';

const DAY_SECONDS = 86_400;
const DAY_MS = DAY_SECONDS * 1_000;

describe('the end of an installation', () => {
  let shop: Shop;
  let names = 0;

  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop.close());

  async function customer(plan = 'free'): Promise<{ readonly team: Team; readonly resourceId: string }> {
    names += 1;
    const team = shop.server.vercel.team(`Team ${names}`);
    await team.install();
    const { id } = await team.provision({ product: 'shop', plan, name: 'db' });
    return { team, resourceId: id };
  }

  /** A member has asked Vercel for the removal, which Vercel has not yet told the provider. */
  function leave(team: Team): void {
    const held = team.installation();
    held.state = 'pending-deletion';
    held.deletionDue = new Date(shop.server.vercel.clock.now().getTime() + DAY_MS);
  }

  async function left(team: Team): Promise<unknown> {
    await shop.settled();
    const { id } = team.installation();
    const [installation] = await shop.sql(
      `SELECT i.state, uninstall_cascade AS cascade, access_token IS NULL AS "tokenGone",
         (SELECT array_agg(state) FROM resources WHERE installation_id = i.id) AS resources,
         (SELECT count(*)::int FROM audit_entries WHERE installation_id = i.id AND action = 'installation.uninstall-requested') AS asked,
         (SELECT count(*)::int FROM audit_entries WHERE installation_id = i.id AND action = 'resource.removed') AS removed
       FROM installations i WHERE id = $1`,
      [id],
    );
    return installation;
  }
  const CLEANED = {
    state: 'uninstalled',
    cascade: true,
    tokenGone: true,
    resources: ['removed'],
    asked: 1,
    removed: 1,
  };

  const remove = (team: Team): Promise<unknown> => team.webhooks.tellRemoved();
  const steps: Readonly<Record<string, (team: Team) => Promise<unknown>>> = {
    DELETE: (team) => team.uninstall(),
    removed: remove,
    'removed, worked off': async (team) => {
      await remove(team);
      await shop.settled();
    },
    'DELETE and removed at once': (team) => Promise.all([team.uninstall(), remove(team)]),
    'removed three times at once': (team) => Promise.all([remove(team), remove(team), remove(team)]),
  };

  it.each([
    ['DELETE', 'removed'],
    ['removed', 'DELETE'],
    ['removed, worked off', 'DELETE'],
    ['removed, worked off', 'DELETE', 'DELETE'],
    ['DELETE', 'DELETE', 'removed', 'removed'],
    ['removed, worked off', 'removed', 'DELETE', 'removed'],
    ['DELETE and removed at once', 'removed'],
    ['removed three times at once', 'DELETE and removed at once'],
    ['removed three times at once'],
    ['DELETE'],
  ])('is one and the same clean-up: %s, %s, %s, %s', async (...order) => {
    const { team, resourceId } = await customer();
    leave(team);
    for (const step of order) if (step !== undefined) await steps[step]?.(team);
    expect(await left(team)).toEqual(CLEANED);
    const calls = shop.driver.calls.filter((call) => call.resourceId === resourceId);
    expect(calls.filter(({ operation }) => operation === 'deprovision')).toHaveLength(1);
  });

  it('comes though Vercel has it no more, and its token is dead', async () => {
    const { team } = await customer();
    team.installation().state = 'removed';
    await remove(team);
    expect(await left(team)).toEqual(CLEANED);
  });

  it('does not come on the word of an event alone', async () => {
    const { team } = await customer();
    await remove(team);
    const stands = { state: 'active', cascade: null, tokenGone: false, resources: ['ready'], asked: 0, removed: 0 };
    expect(await left(team)).toEqual(stands);
    const path = `/v1/integrations/configuration/${team.installation().id}`;
    expect(shop.server.vercel.record.calls.filter((call) => call.path.startsWith(path))).toHaveLength(1);
  });

  it('waits while Vercel cannot be asked', async () => {
    const { team } = await customer();
    leave(team);
    const fault = { on: 'vercel-api', kind: 'status', status: 503, path: /configuration/, times: 1 } as const;
    shop.server.vercel.faults.add(fault);
    await remove(team);
    expect(await left(team)).toEqual(CLEANED);
  });

  it('keeps the time for a last invoice where one may be due', async () => {
    const { team } = await customer('pro');
    await new Uninstalls(shop).pass(2 * DAY_SECONDS);
    leave(team);
    const path = new RegExp(`${team.installation().id}/billing`);
    shop.server.vercel.faults.add({ on: 'vercel-api', kind: 'status', status: 503, path });
    await remove(team);
    expect(await left(team)).toEqual({ ...CLEANED, state: 'uninstalling', tokenGone: false });
    await team.uninstall();
    expect(await left(team)).toEqual({ ...CLEANED, state: 'uninstalling', tokenGone: false });
  });
});
