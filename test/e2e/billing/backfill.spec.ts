import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { Hours } from './hours.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('an outage', () => {
  let shop: Shop;
  let hours: Hours;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    hours = new Hours(shop);
  });
  afterAll(() => shop.close());

  const midnight = (daysOn: number): Date => {
    const today = Math.floor(hours.clock.now().getTime() / (DAY * 1_000));
    return new Date((today + daysOn) * DAY * 1_000);
  };
  const nameOf = (day: Date): string => day.toISOString().slice(0, 10);

  /** A team that was told of half an hour before midnight. */
  async function told(): Promise<Awaited<ReturnType<Hours['team']>>> {
    const team = await hours.team('pro');
    await hours.passTo(new Date(midnight(2).getTime() - 30 * MINUTE * 1_000));
    await shop.sql('UPDATE billing_pushes SET due_at = $2 WHERE installation_id = $1', [
      team.installation().id,
      hours.clock.now(),
    ]);
    await hours.tell();
    return team;
  }

  it('of 23 hours is made up for: what the day came to is told, and then what there is now', async () => {
    const team = await told();
    const before = hours.told(team).length;
    await hours.pass(23 * HOUR);
    await hours.tell();
    const [closing, present] = hours.told(team).slice(before);
    expect(hours.told(team)).toHaveLength(before + 2);
    expect([closing?.eod, present?.eod]).toEqual([midnight(0), midnight(1)].map((each) => each.toISOString()));
    expect((await hours.row(team)).missed_days).toEqual([]);
    expect(hours.account(team).interim?.timestamp.toISOString()).toBe(present?.timestamp);
  });

  it('of 25 hours leaves a day that Vercel takes no more, which is on record, and nothing else', async () => {
    const team = await told();
    const before = hours.told(team).length;
    const lost = nameOf(hours.clock.now());
    await hours.pass(25 * HOUR);
    await hours.tell();
    expect(hours.told(team).slice(before)).toHaveLength(2);
    expect((await hours.row(team)).missed_days).toEqual([lost]);
    expect(shop.server.vercel.violations).toEqual([]);
  });

  it('of days is on record day by day, and what is told afterwards is right', async () => {
    const team = await told();
    const first = hours.clock.now();
    await hours.pass(4 * DAY);
    await hours.tell();
    const days = [0, 1, 2].map((on) => nameOf(new Date(first.getTime() + on * DAY * 1_000)));
    expect((await hours.row(team)).missed_days).toEqual(days);
    const { items } = hours.account(team).interim ?? { items: [] };
    const { createdAt } = await created(team.installation().id);
    const spent = (hours.clock.now().getTime() - createdAt.getTime()) / 1_000;
    expect(Number(items[0]?.total)).toBeCloseTo((20 * spent) / (await secondsOf(team)), 1);
  });

  it('does not cost the last day of a period its end', async () => {
    const team = await told();
    const { period } = hours.account(team).interim ?? { period: { start: new Date(), end: new Date() } };
    await hours.passTo(new Date(period.end.getTime() - 2 * HOUR * 1_000));
    await hours.tell();
    const before = hours.told(team).length;
    await hours.passTo(new Date(period.end.getTime() + 5 * HOUR * 1_000));
    await hours.tell();
    const last = hours
      .told(team)
      .slice(before)
      .find(({ eod }) => eod === period.end.toISOString());
    expect(last?.period.end).toBe(period.end.toISOString());
    expect(last?.billing.items).toMatchObject([{ total: '20.00' }]);
    expect(hours.account(team).interim?.period.start).toEqual(period.end);
  });

  it('that the table was not there for begins with the present day', async () => {
    const team = await hours.team('pro');
    await shop.sql(
      'UPDATE billing_pushes SET period_start = NULL, period_end = NULL, day_end = NULL WHERE installation_id = $1',
      [team.installation().id],
    );
    await hours.pass(3 * DAY);
    await hours.tell();
    expect(hours.told(team)).toHaveLength(1);
    expect((await hours.row(team)).missed_days).toEqual([]);
  });

  async function created(id: string): Promise<{ readonly createdAt: Date }> {
    const text = 'SELECT started_at AS "createdAt" FROM plan_segments WHERE installation_id = $1';
    const [row] = await shop.sql<{ createdAt: Date }>(text, [id]);
    return row ?? { createdAt: new Date(0) };
  }

  async function secondsOf(team: Awaited<ReturnType<Hours['team']>>): Promise<number> {
    const { period } = hours.account(team).interim ?? { period: { start: new Date(), end: new Date() } };
    return (period.end.getTime() - period.start.getTime()) / 1_000;
  }
});
