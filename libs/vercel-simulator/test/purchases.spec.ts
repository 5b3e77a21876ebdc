import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Billed, startBilled } from './support/billing.js';
import { readClaims } from './support/verify.js';

describe('prepaid credits', () => {
  let billed: Billed;
  beforeEach(async () => {
    billed = await startBilled();
    await billed.sim.team('Acme').provision({ product: 'postgres', plan: 'credits', name: 'paid' });
  });
  afterEach(() => billed.stop());

  const team = () => billed.sim.team('Acme').billing;
  const grants = () => billed.provider.seen.filter(({ url }) => url.endsWith('/billing/provision'));
  const kinds = () => grants().map(({ headers }) => headers['x-vercel-auth']);
  const balance = async (cents: number, at: string): Promise<void> => {
    const balances = [{ resourceId: 'res_2', currencyValueInCents: cents }];
    expect(await billed.post('/balance', { timestamp: `2026-01-15T${at}Z`, balances })).toMatchObject({ status: 201 });
    await billed.sim.settled();
  };

  it('are paid first and then asked for in the name of who bought them', async () => {
    const { invoiceId } = await team().buyCredits({ resourceId: 'res_2', amount: '25.00' });
    expect(await billed.read(invoiceId)).toMatchObject({
      state: 'paid',
      total: '25.00',
      paidAt: '2026-01-15T12:00:00.000Z',
      items: [{ resourceId: 'res_2', billingPlanId: 'credits', total: '25.00' }],
    });
    expect(grants()).toMatchObject([{ method: 'POST', body: { invoiceId } }]);
    expect(readClaims(grants()[0]?.headers.authorization)).toMatchObject({ user_role: 'ADMIN' });
    expect(team().account().balances).toMatchObject({ timestamp: new Date(1) });
    await billed.sim.settled();
    expect(billed.news()).toEqual(['created', 'paid']);
    await team().grant(invoiceId);
    expect(grants()).toHaveLength(2);
  });

  it('are asked for by Vercel itself when they are paid later', async () => {
    team().useCard('declines');
    const { invoiceId } = await team().buyCredits({ resourceId: 'res_2', amount: '25.00' });
    expect(await billed.read(invoiceId)).toMatchObject({ state: 'notpaid' });
    expect(grants()).toEqual([]);
    team().useCard('pays');
    await billed.pass('P2D');
    expect(kinds()).toEqual(['system']);
    expect(billed.news()).toEqual(['created', 'notpaid', 'paid']);
  });

  it('are bought by Vercel when a told balance is under the threshold, once until it has heard of them', async () => {
    team().topUpWhenLow({ resourceId: 'res_2', thresholdInCents: 500, amount: '10.00' });
    await balance(500, '12:00:01');
    expect(grants()).toEqual([]);
    billed.provider.refusesPurchases = true;
    await expect(balance(499, '12:00:02')).rejects.toThrow(/grant the credits/);
    billed.provider.refusesPurchases = false;
    const [invoice] = team().invoices();
    expect(invoice).toMatchObject({ state: 'paid', total: '10.00', grant: 'due', isTopUp: true });
    await balance(400, '12:00:03');
    expect(team().invoices()).toHaveLength(1);
    await team().grant(invoice?.invoiceId ?? '', { as: 'system' });
    expect(new Set(kinds())).toEqual(new Set(['system']));
  });

  it('are bought by Vercel up to what the plan allows in a month', async () => {
    team().topUpWhenLow({ resourceId: 'res_2', thresholdInCents: 500, amount: '20.00' });
    for (const second of [1, 2, 3]) await balance(10, `12:00:0${second}`);
    expect(team().invoices()).toHaveLength(2);
    await billed.pass('P20D');
    await balance(10, '12:00:04');
    expect(team().invoices()).toHaveLength(3);
  });

  it('are not bought by Vercel for who has left the plan, or wishes what it does not sell', async () => {
    team().topUpWhenLow({ resourceId: 'res_2', thresholdInCents: 500, amount: '0.99' });
    await balance(10, '12:00:01');
    team().topUpWhenLow({ resourceId: 'res_2', thresholdInCents: 500, amount: '20.00' });
    await billed.sim.team('Acme').changePlan('res_2', 'pro');
    await balance(10, '12:00:02');
    expect(team().invoices()).toEqual([]);
  });

  it.each([
    ['less than the plan sells', { resourceId: 'res_2', amount: '0.99' }],
    ['more than the plan sells', { resourceId: 'res_2', amount: '500.01' }],
    ['no amount', { resourceId: 'res_2', amount: '4.355' }],
    ['credits of a subscription', { resourceId: 'res_1', amount: '10.00' }],
    ['credits of nobody', { resourceId: 'res_9', amount: '10.00' }],
  ])('are not sold as %s', async (_what, purchase) => {
    await expect(team().buyCredits(purchase)).rejects.toThrow(/cannot be bought|no prepayment plan/);
    expect([team().invoices(), grants()]).toEqual([[], []]);
  });
});
