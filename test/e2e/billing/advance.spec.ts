import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Months } from './months.js';

const DAY = 86_400;

describe('a plan that is paid in advance', () => {
  let months: Months;
  beforeAll(async () => {
    months = await Months.open();
  });
  afterEach(() => {
    expect(months.shop.server.vercel.violations).toEqual([]);
  });
  afterAll(() => months.shop.close());

  /** Dollars as cents. */
  const cents = (text: string | undefined): number => Math.round(Number(text?.split(' ').at(-1)) * 100);

  it('is invoiced when it begins, then once for each period with what was used in the one before', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'ahead');
    const end = (await months.periodEnd(team)).toISOString();
    await months.work();
    expect(months.invoices(team)).toMatchObject([{ kind: 'signup', end, items: ['Ahead 30.00'] }]);
    await months.use(id, '25');
    await months.close(team);
    await months.close(team);
    expect(months.invoices(team).slice(1)).toMatchObject([
      { kind: 'advance', start: end, total: '32.50', items: ['Compute 2.50', 'Ahead 30.00'] },
      { kind: 'advance', total: '30.00', items: ['Ahead 30.00'] },
    ]);
  });

  it('costs what is left of the period when it begins within one, and gives back what was not used when it ends', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'free');
    await months.buy(team, 'pro');
    await months.pass(10 * DAY);
    await team.changePlan(id, 'ahead');
    await months.work();
    const [signup] = months.invoices(team);
    expect(signup?.items).toEqual([expect.stringMatching(/^Ahead (19|20)\.\d\d$/)]);
    await months.use(id, '5');
    await months.pass(10 * DAY);
    await team.changePlan(id, 'free');
    await months.close(team);
    const [, invoice, ...more] = months.invoices(team);
    expect(more).toEqual([]);
    expect(invoice).toMatchObject({ kind: 'arrears', items: ['Pro 20.00', 'Compute 0.50'] });
    expect(invoice?.discounts).toEqual([expect.stringMatching(/^Paid in advance and not used (9|10)\.\d\d$/)]);
    const left = cents(signup?.items[0]) - cents(invoice?.discounts[0]);
    expect(Math.abs(left - cents(signup?.items[0]) / 2)).toBeLessThan(60);
  });

  it('leaves credit that the next invoices use up, when there is no other', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'ahead');
    await months.work();
    await team.changePlan(id, 'pro');
    await months.close(team);
    await months.close(team);
    const [signup, ...invoices] = months.invoices(team);
    expect(signup?.total).toBe('30.00');
    expect(invoices).toHaveLength(1);
    expect(invoices[0]?.items).toEqual(['Pro 20.00']);
    const [first] = await months.periods(team);
    expect(first).toMatchObject({ outcome: 'carried-over', cents: 0 });
    expect(Number(first?.['carried_out'])).toBeLessThan(-900);
    expect(cents(invoices[0]?.total)).toBe(2_000 + Number(first?.['carried_out']));
  });

  it('has an invoice of its own for what was used on it, when it has ended', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'ahead');
    await months.work();
    await months.use(id, '400');
    await months.pass(20 * DAY);
    await team.changePlan(id, 'free');
    await months.close(team);
    const [, invoice, ...more] = months.invoices(team);
    expect(more).toEqual([]);
    expect(invoice).toMatchObject({ kind: 'closing', items: ['Compute 40.00'] });
    expect(invoice?.discounts).toEqual([expect.stringMatching(/^Paid in advance and not used/)]);
  });

  it('is invoiced for every period that an outage has swallowed, each time once', async () => {
    const team = await months.team();
    await months.buy(team, 'ahead');
    await months.work();
    const ahead = await months.periodEnd(team);
    await months.reach(ahead, 65 * DAY);
    const invoices = months.invoices(team);
    expect(invoices.map(({ kind, total }) => [kind, total])).toEqual([
      ['signup', '30.00'],
      ['advance', '30.00'],
      ['advance', '30.00'],
      ['advance', '30.00'],
    ]);
    expect(new Set(invoices.map(({ start }) => start)).size).toBe(4);
  });

  it('may want something once, when it is taken for the first time', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'begun');
    await months.work();
    expect(months.invoices(team)).toMatchObject([
      { kind: 'signup', total: '5.00', items: ['Begun: initial charge 5.00'] },
    ]);
    await months.close(team);
    await team.changePlan(id, 'free');
    await team.changePlan(id, 'begun');
    await months.work();
    expect(months.invoices(team).slice(1)).toMatchObject([{ kind: 'arrears', total: '20.00', items: ['Begun 20.00'] }]);
  });

  it('is paid by each owner for their own time, when a resource goes over to another', async () => {
    const [from, to] = [await months.team(), await months.team()];
    const id = await months.buy(from, 'ahead');
    const other = await months.buy(from, 'pro');
    await months.work();
    await months.pass(20 * DAY);
    await from.transfer([id], to);
    await months.work();
    expect(months.invoices(to)).toMatchObject([{ kind: 'signup', discounts: [] }]);
    await months.close(from);
    const [, settled] = months.invoices(from);
    expect(settled).toMatchObject({ kind: 'arrears', items: ['Pro 20.00'] });
    const lines = from.billing.invoices().flatMap(({ items }) => items.map(({ resourceId }) => resourceId));
    expect(new Set(lines)).toEqual(new Set([id, other]));
    const paid = 3_000 - cents(settled?.discounts[0]) + cents(months.invoices(to)[0]?.items[0]);
    expect(Math.abs(paid - 3_000)).toBeLessThan(30);
  });
});
