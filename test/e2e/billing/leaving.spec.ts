import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Months } from './months.js';

const DAY = 86_400;

describe('a customer who leaves', () => {
  let months: Months;
  beforeAll(async () => {
    months = await Months.open();
  });
  afterEach(() => {
    expect(months.shop.server.vercel.violations).toEqual([]);
  });
  afterAll(() => months.shop.close());

  it('pays for everything until the request in a last invoice, once', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'used');
    await months.use(id, '30');
    await months.pass(3 * DAY);
    await team.uninstall();
    expect(await months.finish(team)).toEqual({ invoicedCents: 300, writtenOffCents: 0 });
    expect(await months.finish(team)).toEqual({ invoicedCents: 300, writtenOffCents: 0 });
    expect(months.invoices(team)).toMatchObject([
      { kind: 'final', isFinal: true, total: '3.00', items: ['Compute 3.00'] },
    ]);
    const [{ requested } = { requested: new Date(0) }] = await months.shop.sql<{ requested: Date }>(
      'SELECT uninstall_requested_at AS requested FROM installations WHERE id = $1',
      [team.installation().id],
    );
    expect(months.invoices(team)[0]?.end).toBe(requested.toISOString());
    await months.reach(new Date(months.clock.now().getTime() + 40 * DAY * 1_000));
    expect(months.invoices(team)).toHaveLength(1);
  });

  it('pays for the period before as well, if it was not closed yet', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'used');
    await months.use(id, '40');
    await months.passTo(new Date((await months.periodEnd(team)).getTime() + 600_000));
    await months.use(id, '10');
    await team.uninstall();
    await months.finish(team);
    expect(months.invoices(team)).toMatchObject([
      { kind: 'arrears', total: '4.00', isFinal: false },
      { kind: 'final', total: '1.00', isFinal: true },
    ]);
  });

  it('pays no more of a plan than was used, also where it was paid in advance', async () => {
    const team = await months.team();
    const ahead = await months.buy(team, 'ahead');
    await months.work();
    await months.use(ahead, '450');
    await months.pass(15 * DAY);
    await team.uninstall({ cascadeResourceDeletion: false });
    await months.finish(team);
    const [, last] = months.invoices(team);
    expect(last).toMatchObject({ kind: 'final', items: ['Compute 45.00'] });
    expect(last?.discounts).toEqual([expect.stringMatching(/^Paid in advance and not used 1[3-6]\.\d\d$/)]);
  });

  it('who has paid more in advance than was used is told of to operators, who may give it back', async () => {
    const team = await months.team();
    await months.buy(team, 'ahead');
    await months.work();
    await months.pass(3 * DAY);
    await team.uninstall();
    const bill = await months.finish(team);
    expect(bill).toMatchObject({ invoicedCents: 0 });
    const found = await months.shop.sql<{ kind: string; details: { amount: string } }>(
      'SELECT kind, details FROM reconciliation_findings WHERE installation_id = $1',
      [team.installation().id],
    );
    expect(found).toEqual([{ kind: 'credit-at-exit', details: { amount: expect.stringMatching(/^2[67]\.\d\d$/) } }]);
    expect(Math.round(Number(found[0]?.details.amount) * 100)).toBe(-(bill?.writtenOffCents ?? 0));
  });

  it('pays nothing where it is too little, which is kept', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'used');
    await months.use(id, '4');
    await team.uninstall();
    expect(await months.finish(team)).toEqual({ invoicedCents: 0, writtenOffCents: 40 });
    expect(months.invoices(team)).toEqual([]);
    expect(await months.periods(team)).toMatchObject([{ outcome: 'written-off', cents: 40, carried_out: 0 }]);
  });

  it('is not asked for a last invoice as long as they stay', async () => {
    const team = await months.team();
    expect(await months.finish(team)).toBeNull();
  });
});
