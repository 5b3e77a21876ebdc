import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FaultHandle } from '#libs/vercel-simulator';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { type Bought, Pushes } from './pushes.js';

const MINUTE = 60;

const REFUSALS = {
  disabled: {
    status: 403,
    body: { error: { code: 'integration_configuration_disabled', message: 'The owner left the team' } },
  },
  gone: { status: 401, body: { error: { code: 'unauthorized', message: 'Not authorized' } } },
} as const;

describe('an installation that Vercel refuses', () => {
  let shop: Shop;
  let pushes: Pushes;

  beforeAll(async () => {
    shop = await Shop.open();
    pushes = new Pushes(shop);
  });
  afterAll(() => shop.close());

  function refuse({ team }: Bought, cause: keyof typeof REFUSALS): FaultHandle {
    const path = new RegExp(`/${team.installation().id}(/|$)`);
    return shop.server.vercel.faults.add({ on: 'vercel-api', kind: 'status', path, ...REFUSALS[cause] });
  }

  async function parked(first: Bought): Promise<void> {
    await pushes.change(first, 'suspended', 'status');
    await until(async () => (await pushes.parking(first.team)).length === 1);
    await shop.settled();
  }

  const actions = (team: Bought['team']): Promise<unknown[]> =>
    shop.sql(
      `SELECT action FROM audit_entries WHERE subject = $1 AND action IN ('installation.parked', 'installation.unparked') ORDER BY at`,
      [team.installation().id],
    );

  it.each(['disabled', 'gone'] as const)(
    'as %s is tried now and then by one call, until it is told everything',
    async (cause) => {
      const first = await pushes.bought();
      const { team } = first;
      const second = await pushes.bought(team);
      const held = team.installation();
      held.status = 'pending';
      const refusal = refuse(first, cause);
      await parked(first);
      await pushes.change(second, 'suspended', 'updated');
      await pushes.tell(team, 'status');
      await shop.settled();
      expect(await pushes.parking(team)).toEqual([{ cause, attempts: 1 }]);
      expect(pushes.calls(held)).toHaveLength(1);
      await pushes.pass(14 * MINUTE);
      expect(pushes.calls(held)).toHaveLength(1);
      await pushes.pass(2 * MINUTE);
      expect(await pushes.parking(team)).toEqual([{ cause, attempts: 2 }]);
      expect(pushes.calls(held)).toHaveLength(2);
      refusal.remove();
      await pushes.pass(31 * MINUTE);
      await pushes.pass(15);
      await pushes.untilTold(team);
      expect([...held.resources.values()].map(({ status }) => status)).toEqual(['suspended', 'suspended']);
      expect(held.status).toBe('ready');
      expect(await actions(team)).toEqual([{ action: 'installation.parked' }, { action: 'installation.unparked' }]);
      expect(await shop.sql('SELECT state FROM installations WHERE id = $1', [held.id])).toEqual([{ state: 'active' }]);
    },
  );

  it('is told everything as soon as Vercel sends it a new token', async () => {
    const first = await pushes.bought();
    const refusal = refuse(first, 'disabled');
    await parked(first);
    refusal.remove();
    await first.team.renewCredentials();
    await pushes.pass(0);
    await pushes.untilTold(first.team);
    expect(first.team.installation().resources.get(first.id)?.status).toBe('suspended');
    expect(await pushes.parking(first.team)).toEqual([]);
  });

  it('is told nothing any more once it leaves', async () => {
    const first = await pushes.bought();
    const refusal = refuse(first, 'disabled');
    await parked(first);
    await first.team.uninstall();
    refusal.remove();
    await pushes.pass(16 * MINUTE);
    expect(pushes.calls(first.team.installation())).toHaveLength(1);
    expect(await pushes.outstanding(first.team)).toEqual([]);
  });
});
