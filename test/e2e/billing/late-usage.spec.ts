import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Months } from './months.js';

const DAY_MS = 86_400_000;
const KEY = 'usage-key-of-the-levels';

describe('what is told when its period is closed', () => {
  let months: Months;
  beforeAll(async () => {
    months = await Months.open({ USAGE_API_KEYS: `meter:${KEY}` });
  });
  afterAll(() => months.shop.close());

  async function tell(type: string, resourceId: string, value: string, at: Date): Promise<void> {
    const event = { specversion: '1.0', id: randomUUID(), source: '/meter', type, subject: resourceId };
    const response = await fetch(`${months.shop.server.url}/usage/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...event, time: at.toISOString(), data: { value } }),
    });
    expect(await response.json()).toMatchObject({ results: [{ status: 'accepted' }] });
  }

  it('is charged, of a level, for the closed periods as well into which it went on, though nothing was told in them', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'stored');
    const end = await months.periodEnd(team);
    await months.close(team, 2);
    expect(months.invoices(team)).toEqual([]);
    await tell('storage', id, '10', new Date(end.getTime() - DAY_MS));
    await months.close(team);
    const [first, ...later] = await months.periods(team);
    const { period_start: start, period_end: until } = first as { period_start: Date; period_end: Date };
    const ofFirst = Math.round((1_000 * DAY_MS) / (until.getTime() - start.getTime()));
    const cents = months.invoices(team).map(({ total }) => Math.round(Number(total) * 100));
    expect(cents.reduce((sum, each) => sum + each, 0)).toBe(ofFirst + later.length * 1_000);
    expect(later).toHaveLength(2);
  });

  it.each([
    ['goes on with a plan on which nothing was used', 'used', ['stays']],
    ['pays nothing any more', 'free', ['stays']],
    ['pays nothing any more and leaves', 'free', ['leaves']],
  ])('is invoiced for that period when the customer %s', async (_what, plan, [then]) => {
    const team = await months.team();
    const id = await months.buy(team, 'used');
    const end = await months.periodEnd(team);
    await tell('compute', id, '10', months.clock.now());
    await months.close(team);
    if (plan === 'free') await team.changePlan(id, plan);
    await months.close(team);
    await tell('compute', id, '7', new Date(end.getTime() - DAY_MS));
    if (then === 'stays') await months.close(team);
    else {
      await team.uninstall();
      await months.finish(team);
    }
    const [first, second, ...more] = months
      .invoices(team)
      .toSorted((one, other) => Number(other.total) - Number(one.total));
    expect([first?.total, second?.total, more]).toEqual(['1.00', '0.70', []]);
    expect(second).toMatchObject({ end: end.toISOString(), isFinal: then === 'leaves' });
    expect(months.shop.server.vercel.violations).toEqual([]);
  });
});
