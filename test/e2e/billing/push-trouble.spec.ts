import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { BillingPushRepository, InterimData } from '../../../src/modules/billing/interim/index.js';
import { PushRound } from '../../../src/modules/billing/interim/push-round.service.js';
import { Shop } from '../../support/shop/index.js';
import { Hours } from './hours.js';

const MINUTE = 60;
const FAR_MS = 10 * 60_000;

describe('trouble while Vercel is told of money', () => {
  let shop: Shop;
  let hours: Hours;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    hours = new Hours(shop);
  });
  afterAll(() => shop.close());

  const pathOf = (team: Team): RegExp => new RegExp(`${team.installation().id}/billing$`);

  /** Vercel has the data that it was sent last. */
  const expectTold = async (team: Team): Promise<void> => {
    const { last_timestamp: timestamp, last_error } = await hours.row(team);
    expect(last_error).toBeNull();
    expect(hours.account(team).interim).toMatchObject({ timestamp, items: [{ billingPlanId: 'pro' }] });
  };

  it.each([
    ['429', { kind: 'status', status: 429, headers: { 'retry-after': '120' } }, 'too_many_requests'],
    ['503', { kind: 'status', status: 503 }, 'server_error'],
    ['no answer', { kind: 'cut-after' }, 'connection_lost'],
  ] as const)('%s is followed by another try, under a newer timestamp', async (_name, fault, code) => {
    const team = await hours.team('pro');
    shop.server.vercel.faults.add({ on: 'vercel-api', path: pathOf(team), times: 1, ...fault });
    await hours.hour();
    expect(await hours.row(team)).toMatchObject({ attempts: 1, accepted_at: null });
    expect((await hours.row(team)).last_error).toContain(code);
    await hours.tell();
    expect(hours.told(team)).toHaveLength(1);
    await hours.pass(3 * MINUTE);
    await hours.tell();
    expect(await hours.row(team)).toMatchObject({ attempts: 0, last_error: null });
    await expectTold(team);
    expect(hours.account(team).stale.interim).toEqual([]);
  });

  it('for good is on record, and tried again when the hour comes', async () => {
    const team = await hours.team('pro');
    const fault = shop.server.vercel.faults.add({ on: 'vercel-api', kind: 'status', status: 400, path: pathOf(team) });
    await hours.hour();
    await hours.pass(MINUTE);
    await hours.tell();
    expect(hours.told(team)).toHaveLength(1);
    expect((await hours.row(team)).last_error).toContain('bad_request');
    fault.remove();
    await hours.hour();
    expect((await hours.row(team)).last_error).toBeNull();
  });

  it('with the installation itself parks it, and what waited is told when Vercel sends a new token', async () => {
    const team = await hours.team('pro');
    const body = { error: { code: 'unauthorized', message: 'Not authorized' } };
    const refusal = { on: 'vercel-api', kind: 'status', status: 401, body, path: pathOf(team) } as const;
    const fault = shop.server.vercel.faults.add(refusal);
    await hours.hour();
    const parkings = (): Promise<unknown[]> =>
      shop.sql('SELECT cause FROM vercel_parkings WHERE installation_id = $1', [team.installation().id]);
    expect(await parkings()).toEqual([{ cause: 'gone' }]);
    await hours.pass(MINUTE);
    await hours.tell();
    expect(hours.told(team)).toHaveLength(1);
    fault.remove();
    await hours.pass(15 * MINUTE);
    await hours.tell();
    await expectTold(team);
    expect(await parkings()).toEqual([]);
  });

  it('with one of a batch keeps nobody else from being told', async () => {
    const [one, broken, other] = [await hours.team('pro'), await hours.team('pro'), await hours.team('pro')];
    await shop.sql(`UPDATE installations SET access_token = '\\x00' WHERE id = $1`, [broken.installation().id]);
    shop.server.vercel.faults.add({ on: 'vercel-api', kind: 'html', path: pathOf(one), times: 1 });
    await hours.hour();
    await expectTold(other);
    expect((await hours.row(one)).attempts).toBe(1);
    expect(await hours.row(broken)).toMatchObject({ attempts: 1, last_error: 'SealBroken' });
  });

  it('with a clock that is far off keeps everything from being sent, until it is right again', async () => {
    const team = await hours.team('pro');
    await hours.pass(70 * MINUTE);
    const real = Date.now;
    const moved = jest.spyOn(Date, 'now').mockImplementation(() => real.call(Date) + FAR_MS);
    try {
      await hours.clock.refresh();
      await expect(hours.tell()).rejects.toThrow('clocks');
      const interim = shop.server.app.get(InterimData, { strict: false });
      await expect(interim.ensureSent(team.installation().id)).rejects.toThrow('clocks');
    } finally {
      moved.mockRestore();
    }
    expect(hours.told(team)).toEqual([]);
    await hours.clock.refresh();
    await hours.tell();
    await expectTold(team);
  });

  it('of a teller who died is made good by the next one, and what he tells too late changes nothing', async () => {
    const team = await hours.team('pro');
    const { id } = team.installation();
    await hours.pass(70 * MINUTE);
    const pushes = shop.server.app.get(BillingPushRepository, { strict: false });
    const lost = await pushes.claimOne(id, 'due', hours.clock.now(), hours.clock.inSeconds(120));
    await hours.tell();
    expect(hours.told(team)).toEqual([]);
    await hours.pass(2 * MINUTE);
    await hours.tell();
    const after = await hours.row(team);
    expect(after.last_timestamp?.getTime()).toBeGreaterThan(lost?.claimed.getTime() ?? Infinity);
    if (lost !== null) await shop.server.app.get(PushRound, { strict: false }).run([lost], 'needed');
    expect(await hours.row(team)).toEqual(after);
    expect(hours.account(team).stale.interim).toEqual([lost?.claimed]);
  });
});
