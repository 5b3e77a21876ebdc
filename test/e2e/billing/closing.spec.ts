import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { BillingProgress } from '../../../src/modules/billing/closing/billing-progress.service.js';
import { Months } from './months.js';

const HOUR_MS = 3_600_000;

describe('the end of a period', () => {
  let months: Months;
  beforeAll(async () => {
    months = await Months.open();
  });
  afterEach(() => {
    expect(months.shop.server.vercel.violations).toEqual([]);
  });
  afterAll(() => months.shop.close());

  it('brings one invoice with all that was used, and opens the next period', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'pro');
    const end = await months.periodEnd(team);
    await months.use(id, '30');
    await months.close(team);
    const [invoice, ...more] = months.invoices(team);
    expect(more).toEqual([]);
    expect(invoice).toMatchObject({ kind: 'arrears', total: '23.00', end: end.toISOString(), discounts: [] });
    expect(invoice?.items).toEqual(['Pro 20.00', 'Compute 3.00']);
    const closed = { period_end: end, events: 1, outcome: 'invoiced', cents: 2_300, carried_in: 0, carried_out: 0 };
    expect(await months.periods(team)).toMatchObject([closed]);
    expect((await months.periodEnd(team)).getTime()).toBeGreaterThan(end.getTime());
  });

  it('waits for late usage for as long as it was told to, and comes without any usage as well', async () => {
    const team = await months.team();
    await months.buy(team, 'pro');
    const end = await months.periodEnd(team);
    await months.reach(end, 3_000);
    expect(months.invoices(team)).toEqual([]);
    await months.reach(end, 3_700);
    expect(months.invoices(team)).toMatchObject([{ items: ['Pro 20.00'] }]);
  });

  it('leaves nothing behind where nothing is to be paid, but what was used where something was', async () => {
    const [free, none] = [await months.team(), await months.team()];
    const id = await months.buy(free, 'free');
    await months.use(id, '1000');
    const ends = await Promise.all([free, none].map((team) => months.periodEnd(team)));
    await months.reach(ends[1] ?? new Date());
    for (const [index, team] of [free, none].entries()) {
      expect(months.invoices(team)).toEqual([]);
      expect((await months.periodEnd(team)).getTime()).toBeGreaterThan(ends[index]?.getTime() ?? 0);
    }
    expect(await months.periods(free)).toMatchObject([{ outcome: 'nothing', events: 1, cents: 0 }]);
    expect(await months.periods(none)).toEqual([]);
  });

  it('charges each plan of one resource for its own time, in one invoice', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'pro');
    await months.use(id, '10');
    await months.pass(15 * 86_400);
    await team.changePlan(id, 'used');
    await months.use(id, '20');
    await months.close(team);
    const [invoice, ...more] = months.invoices(team);
    expect(more).toEqual([]);
    expect(invoice?.items).toEqual([expect.stringMatching(/^Pro (9|10)\.\d\d$/), 'Compute 1.00', 'Compute 2.00']);
    const plans = team.billing.invoices().flatMap(({ items }) => items.map(({ billingPlanId }) => billingPlanId));
    expect(plans).toEqual(['pro', 'pro', 'used']);
  });

  it('is met once by two who close it at the same time', async () => {
    const team = await months.team();
    await months.buy(team, 'pro');
    await months.passTo(new Date((await months.periodEnd(team)).getTime() + 2 * HOUR_MS));
    const progress = months.shop.server.app.get(BillingProgress, { strict: false });
    const { id } = team.installation();
    await Promise.all([1, 2, 3].map(() => progress.bringForward(id)));
    await months.work();
    expect(months.invoices(team)).toHaveLength(1);
    expect(await months.periods(team)).toHaveLength(1);
  });

  it('carries over what is too little, and shows it in the invoice that it comes to', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'used');
    await months.use(id, '2');
    await months.close(team);
    await months.use(id, '1.5');
    await months.close(team);
    expect(months.invoices(team)).toEqual([]);
    await months.use(id, '3');
    await months.close(team);
    expect(months.invoices(team)).toMatchObject([{ total: '0.65', items: ['Compute 0.30', 'Carried over 0.35'] }]);
    expect(await months.periods(team)).toMatchObject([
      { outcome: 'carried-over', carried_in: 0, carried_out: 20 },
      { outcome: 'carried-over', carried_in: 20, carried_out: 35 },
      { outcome: 'invoiced', carried_in: 35, carried_out: 0, cents: 65 },
    ]);
  });

  it('also brings what became known of earlier periods, as an adjustment', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'pro');
    const early = new Date(months.clock.now().getTime() + HOUR_MS);
    await months.close(team);
    await months.use(id, '50', early);
    await months.close(team);
    await months.use(id, '-20', early);
    await months.close(team);
    await months.close(team);
    const [first, ...later] = months.invoices(team);
    expect(first).toMatchObject({ total: '20.00' });
    expect(later).toMatchObject([
      { total: '25.00', items: ['Pro 20.00', 'Usage that became known later 5.00'] },
      { total: '18.00', items: ['Pro 20.00'], discounts: ['Usage that was corrected later 2.00'] },
      { total: '20.00', items: ['Pro 20.00'], discounts: [] },
    ]);
    const [known] = await months.periods(team);
    expect(known).toMatchObject({ events: 2 });
  });
});
