import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Months } from './months.js';

const DAY_MS = 86_400_000;

describe('the end of a period', () => {
  let months: Months;
  beforeAll(async () => {
    months = await Months.open();
  });
  afterAll(() => months.shop.close());

  it('brings one invoice with all that was used, and opens the next period', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'pro');
    const end = await months.periodEnd(team);
    await months.use(id, '30');
    await months.close(team);
    const [bill, ...more] = await months.bills(team);
    expect(more).toEqual([]);
    expect(bill).toMatchObject({ kind: 'arrears', period_end: end, is_final: false });
    expect(bill?.items).toMatchObject([
      { name: 'Pro', billingPlanId: 'pro' },
      { name: 'Compute', total: '3.00' },
    ]);
    expect(bill?.total_cents).toBeGreaterThan(2_200);
    expect(await months.periods(team)).toMatchObject([
      { period_end: end, events: 1, outcome: 'invoiced', cents: bill?.total_cents },
    ]);
    expect((await months.periodEnd(team)).getTime()).toBeGreaterThan(end.getTime() + 27 * DAY_MS);
  });
});
