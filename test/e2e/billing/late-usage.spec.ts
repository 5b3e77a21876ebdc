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
    const data = { value, ...(value.startsWith('-') ? { reason: 'a broken meter' } : {}) };
    const response = await fetch(`${months.shop.server.url}/usage/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...event, time: at.toISOString(), data }),
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

  it('is charged, of a level, for the paid periods into which it went on from one of which nothing was kept', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'free');
    const first = await months.periodEnd(team);
    await months.close(team);
    expect(await months.periods(team)).toEqual([]);
    await team.changePlan(id, 'stored');
    const end = await months.periodEnd(team);
    await months.close(team);
    await tell('storage', id, '10', new Date(first.getTime() - DAY_MS));
    await months.close(team);
    const [{ began } = { began: new Date(0) }] = await months.shop.sql<{ began: Date }>(
      `SELECT started_at AS began FROM plan_segments WHERE resource_id = $1 AND plan_id = 'stored'`,
      [id],
    );
    const part = Math.round((1_000 * (end.getTime() - began.getTime())) / (end.getTime() - first.getTime()));
    const cents = months.invoices(team).map(({ total }) => Math.round(Number(total) * 100));
    expect(cents.reduce((sum, each) => sum + each, 0)).toBe(part + 1_000);
    const kept = await months.periods(team);
    expect(kept).toMatchObject([{ period_end: first, outcome: 'nothing', events: 1 }, {}, {}]);
    await months.close(team);
    expect(months.invoices(team).at(-1)?.items).toEqual(['Storage 10.00']);
  });

  it('and comes to more than anybody can be invoiced holds up no later period, until it is corrected', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'used');
    const at = months.clock.now();
    await tell('compute', id, '10', at);
    await months.close(team);
    await tell('compute', id, '999999999999999', at);
    await tell('compute', id, '20', months.clock.now());
    await months.close(team);
    expect(months.invoices(team).map(({ total }) => total)).toEqual(['1.00', '2.00']);
    const found = (): Promise<unknown[]> =>
      months.shop.sql('SELECT kind, subject, details FROM reconciliation_findings WHERE installation_id = $1', [
        team.installation().id,
      ]);
    const [{ period_start: start } = { period_start: new Date(0) }] = (await months.periods(team)) as {
      period_start: Date;
    }[];
    const details = { planId: 'used', periodStart: start.toISOString(), isClosed: true };
    expect(await found()).toEqual([{ kind: 'unpriced-plan', subject: id, details }]);
    await tell('compute', id, '-999999999999992', at);
    await tell('compute', id, '30', months.clock.now());
    await months.close(team);
    expect(months.invoices(team).at(-1)?.items).toEqual(['Compute 3.00', expect.stringMatching(/0\.70$/)]);
    expect(await found()).toEqual([]);
  });
});
