import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Months } from './months.js';

const DAY_MS = 86_400_000;
const KEY = 'usage-key-of-the-levels';

describe('a level that is told when its period is closed', () => {
  let months: Months;
  beforeAll(async () => {
    months = await Months.open({ USAGE_API_KEYS: `meter:${KEY}` });
  });
  afterAll(() => months.shop.close());

  async function store(resourceId: string, gigabytes: string, at: Date): Promise<void> {
    const event = { specversion: '1.0', id: randomUUID(), source: '/meter', type: 'storage', subject: resourceId };
    const response = await fetch(`${months.shop.server.url}/usage/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...event, time: at.toISOString(), data: { value: gigabytes } }),
    });
    expect(await response.json()).toMatchObject({ results: [{ status: 'accepted' }] });
  }

  it('is charged for the closed periods as well into which it went on, though nothing was told in them', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'stored');
    const end = await months.periodEnd(team);
    await months.close(team, 2);
    expect(months.invoices(team)).toEqual([]);
    await store(id, '10', new Date(end.getTime() - DAY_MS));
    await months.close(team);
    const [first, ...later] = await months.periods(team);
    const { period_start: start, period_end: until } = first as { period_start: Date; period_end: Date };
    const ofFirst = Math.round((1_000 * DAY_MS) / (until.getTime() - start.getTime()));
    const cents = months.invoices(team).map(({ total }) => Math.round(Number(total) * 100));
    expect(cents.reduce((sum, each) => sum + each, 0)).toBe(ofFirst + later.length * 1_000);
    expect(later).toHaveLength(2);
  });
});
