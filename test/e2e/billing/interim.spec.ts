import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { Hours } from './hours.js';

const HOUR = 3_600;
const DAY = 24 * HOUR;

describe('interim data', () => {
  let shop: Shop;
  let hours: Hours;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    hours = new Hours(shop);
  });
  afterAll(() => shop.close());

  const midnightAfter = (at: Date): Date => new Date((Math.floor(at.getTime() / (DAY * 1_000)) + 1) * DAY * 1_000);

  it('are what the present period has come to, told every hour under a newer timestamp', async () => {
    const team = await hours.team('pro');
    await hours.hour();
    const { id } = team.installation();
    const first = hours.account(team).interim;
    expect(first?.items).toMatchObject([{ billingPlanId: 'pro', price: '20.00' }]);
    await hours.hour();
    const second = hours.account(team).interim;
    const seconds = (instant: Date | undefined): number => (instant?.getTime() ?? 0) / 1_000;
    expect(seconds(second?.timestamp) - seconds(first?.timestamp)).toBeGreaterThanOrEqual(HOUR);
    expect(hours.account(team).stale.interim).toEqual([]);
    expect(Number(second?.items[0]?.total)).toBeGreaterThan(Number(first?.items[0]?.total));
    const [{ created_at: installedAt } = { created_at: new Date(0) }] = await shop.sql<{ created_at: Date }>(
      'SELECT created_at FROM installations WHERE id = $1',
      [id],
    );
    expect(second?.period.start).toEqual(installedAt);
    expect(shop.server.vercel.violations).toEqual([]);
  });

  it('are told of a free plan as well, but not of an installation without any', async () => {
    const [free, none] = [await hours.team('free'), await hours.team()];
    await hours.hour();
    expect(hours.account(free).interim?.items).toEqual([]);
    expect(hours.account(none).interim).toBeUndefined();
    expect((await hours.row(none)).last_error).toBeNull();
  });

  it('tell what a day came to once it has ended, and then go on with the next one', async () => {
    const team = await hours.team('pro');
    await hours.hour();
    const midnight = midnightAfter(hours.clock.now());
    await hours.passTo(midnight);
    await hours.hour();
    const [closing, present] = hours.told(team).slice(-2);
    expect(closing?.eod).toBe(midnight.toISOString());
    expect(present?.eod).toBe(new Date(midnight.getTime() + DAY * 1_000).toISOString());
    expect(Date.parse(present?.timestamp ?? '')).toBeGreaterThan(Date.parse(closing?.timestamp ?? ''));
    expect(Number(present?.billing.items[0]?.total)).toBeGreaterThan(Number(closing?.billing.items[0]?.total));
  });

  it('are told once for five hours that were missed', async () => {
    const team = await hours.team('pro');
    await hours.passTo(midnightAfter(hours.clock.now()));
    await hours.hour();
    const before = hours.told(team).length;
    await hours.pass(5 * HOUR);
    await hours.tell();
    expect(hours.told(team)).toHaveLength(before + 1);
  });
});
