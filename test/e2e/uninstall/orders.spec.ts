import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { buying, Shop, Tenant } from '../../support/shop/index.js';
import { until } from '../../support/until.js';

const DAY_MS = 86_400_000;
const FREE = { product: 'shop', plan: 'free', name: 'db' } as const;

type Said = 'DELETE' | 'removed';

/** Every order in which two of each can come. */
const ORDERS: readonly (readonly Said[])[] = [
  ['DELETE'],
  ['removed'],
  ['DELETE', 'removed'],
  ['removed', 'DELETE'],
  ['DELETE', 'DELETE', 'removed', 'removed'],
  ['DELETE', 'removed', 'DELETE', 'removed'],
  ['DELETE', 'removed', 'removed', 'DELETE'],
  ['removed', 'DELETE', 'DELETE', 'removed'],
  ['removed', 'DELETE', 'removed', 'DELETE'],
  ['removed', 'removed', 'DELETE', 'DELETE'],
];
const PACES = ['one after the other', 'each worked off before the next', 'all at once'] as const;
const TABLE = ORDERS.flatMap((order) => PACES.map((pace) => [order.join(', '), pace, order] as const));

describe('the uninstall that is said in two ways', () => {
  let shop: Shop;
  let names = 0;

  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop.close());

  async function customer(): Promise<Team> {
    names += 1;
    const team = shop.server.vercel.team(`Team ${names}`);
    await team.install();
    return team;
  }

  /** A member has asked Vercel for the removal, which Vercel has not yet told the provider. */
  function leave(team: Team): void {
    const held = team.installation();
    held.state = 'pending-deletion';
    held.deletionDue = new Date(shop.server.vercel.clock.now().getTime() + DAY_MS);
  }

  const say = (team: Team, what: Said): Promise<unknown> =>
    what === 'DELETE' ? team.uninstall() : team.webhooks.tellRemoved();

  async function sayAll(team: Team, order: readonly Said[], pace: (typeof PACES)[number]): Promise<void> {
    if (pace === 'all at once') await Promise.all(order.map((what) => say(team, what)));
    else
      for (const what of order) {
        await say(team, what);
        if (pace === 'each worked off before the next') await shop.settled();
      }
    await shop.settled();
  }

  async function found(team: Team): Promise<unknown> {
    const count = (action: string): string =>
      `(SELECT count(*)::int FROM audit_entries WHERE installation_id = i.id AND action = '${action}')`;
    const [row] = await shop.sql(
      `SELECT i.state, u.stage, access_token IS NULL AS "tokenGone",
         (SELECT array_agg(state) FROM resources WHERE installation_id = i.id) AS resources,
         ${count('installation.uninstall-requested')} AS asked, ${count('installation.uninstalled')} AS ended
       FROM installations i LEFT JOIN uninstalls u ON u.installation_id = i.id WHERE i.id = $1`,
      [team.installation().id],
    );
    return row;
  }
  const CLEANED = { state: 'uninstalled', stage: 'finalized', tokenGone: true, asked: 1, ended: 1 };

  it.each(TABLE)('is one clean-up: %s, %s', async (_name, pace, order) => {
    const team = await customer();
    const { id } = await team.provision(FREE);
    leave(team);
    await sayAll(team, order, pace);
    expect(await found(team)).toEqual({ ...CLEANED, resources: ['removed'] });
    const calls = shop.driver.calls.filter((call) => call.resourceId === id);
    expect(calls.filter(({ operation }) => operation === 'deprovision')).toHaveLength(1);
  });

  it.each(TABLE)('takes along what is being provisioned: %s, %s', async (_name, pace, order) => {
    const team = await customer();
    const release = shop.driver.hold('provision');
    const before = shop.driver.calls.length;
    const bought = new Tenant(shop.server, team.installation().id).call(buying());
    await until(() => shop.driver.calls.length > before);
    const made = shop.driver.calls.at(-1)?.resourceId ?? '';
    leave(team);
    await sayAll(team, order, pace);
    expect(await found(team)).toMatchObject({ state: 'uninstalling', stage: 'removing', tokenGone: false });
    release();
    expect((await bought).status).toBeGreaterThanOrEqual(400);
    await shop.settled();
    expect(await found(team)).toEqual({ ...CLEANED, resources: ['removed'] });
    expect(shop.driver.instances.has(made)).toBe(false);
  });

  it.each(PACES)('destroys nothing while the configuration stands: removed, removed, %s', async (pace) => {
    const team = await customer();
    const { id } = await team.provision(FREE);
    await sayAll(team, ['removed', 'removed'], pace);
    const standing = { state: 'active', stage: null, tokenGone: false, resources: ['ready'], asked: 0, ended: 0 };
    expect(await found(team)).toEqual(standing);
    expect(shop.driver.instances.has(id)).toBe(true);
  });
});
