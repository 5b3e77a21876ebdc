import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PurchaseRefunds } from '../../../src/modules/billing/credits/refunds.service.js';
import { Nights } from '../reconciliation/nights.js';
import { Cashier, type Customer } from './cashier.js';

describe('the refund of a purchase', () => {
  let till: Cashier;
  beforeAll(async () => {
    till = await Cashier.open();
  });
  afterAll(() => till.shop.close());

  const refunds = async (customer: Customer) =>
    (await till.ledger(customer))
      .filter(({ kind }) => kind === 'refund')
      .map(({ holder, cents }) => ({ holder, cents }));

  it('takes its credits back, in parts and once each, whatever the number and order of webhooks', async () => {
    const customer = await till.customer();
    const { invoiceId } = await till.buy(customer, '10.00');
    customer.team.billing.refund(invoiceId, { amount: '2.50' });
    await till.settled();
    expect(await till.balance(customer)).toBe(750);
    customer.team.billing.refund(invoiceId, { amount: '1.50' });
    await till.settled();
    const service = till.shop.server.app.get(PurchaseRefunds, { strict: false });
    await Promise.all(Array.from({ length: 5 }, () => service.review(customer.id, invoiceId)));
    expect(await till.balance(customer)).toBe(600);
    customer.team.billing.refund(invoiceId);
    await till.settled();
    expect([await till.balance(customer), till.told(customer)]).toEqual([0, 0]);
    expect((await refunds(customer)).map(({ cents }) => cents)).toEqual([-250, -150, -600]);
    expect(await till.shown(customer)).toEqual(['ready', undefined]);
  });

  it('takes what was used already from the next credits, and puts the resource out of use until then', async () => {
    const customer = await till.customer();
    const { invoiceId } = await till.buy(customer, '5.00');
    await till.use(customer, '20');
    await till.burn(customer);
    customer.team.billing.refund(invoiceId);
    await till.settled();
    expect([await till.balance(customer), await till.shown(customer)]).toEqual([-200, ['suspended', 'Suspended']]);
    await till.buy(customer, '10.00');
    await till.settled();
    expect([await till.balance(customer), await till.shown(customer)]).toEqual([800, ['ready', undefined]]);
  });

  it('takes from each what was granted to it, and the rest from the installation', async () => {
    const customer = await till.customer();
    await till.buyForAll(customer, '1.00');
    const other = await customer.team.provision({ product: 'shop', plan: 'credits', name: 'other' });
    const { invoiceId, items } = till.paid(customer, '3.00');
    Object.assign(items, [{ ...items[0] }, { ...items[0], resourceId: other.id, total: '2.00' }]);
    await customer.team.billing.grant(invoiceId);
    await till.use(customer, '25');
    await till.burn(customer);
    await till.shop.server.app.get(PurchaseRefunds, { strict: false }).takeBack(customer.id, {
      invoiceId,
      state: 'refunded',
      total: '5.00',
      refundTotal: '4.00',
      test: false,
      items: [],
      invoiceDate: new Date(),
      period: { start: new Date(), end: new Date() },
    });
    expect(await till.balances(customer)).toEqual({ [customer.id]: 0, [customer.resourceId]: -150, [other.id]: 100 });
  });

  it('after the customer has left takes nothing back, and asks nobody', async () => {
    const customer = await till.customer();
    const { invoiceId } = await till.buy(customer, '10.00');
    await customer.team.uninstall();
    await till.settled();
    const { calls } = till.shop.server.vercel.record;
    const before = calls.length;
    await till.shop.server.app.get(PurchaseRefunds, { strict: false }).review(customer.id, invoiceId);
    expect([await till.balance(customer), calls.length]).toEqual([1_000, before]);
  });

  it('that nobody has heard of is found at night', async () => {
    const customer = await till.customer();
    const { invoiceId } = await till.buy(customer, '10.00');
    const invoice = customer.team.billing.account().invoice(invoiceId);
    Object.assign(invoice, { state: 'refunded', refunds: [{ amount: '4.00', reason: 'unheard' }] });
    await till.shop.sql('UPDATE credit_balances SET cents = cents + 7 WHERE installation_id = $1', [customer.id]);
    await new Nights(till.shop).pass();
    await till.settled();
    expect([await till.balance(customer), till.told(customer)]).toEqual([600, 600]);
    const actions = await till.shop.sql('SELECT action FROM audit_entries WHERE installation_id = $1', [customer.id]);
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['credits.taken-back', 'credits.balance-repaired']),
    );
  });

  it('is found at night as well where Vercel does not show another purchase, which operators see', async () => {
    const customer = await till.customer();
    const { invoiceId } = await till.buy(customer, '10.00');
    const lost = await till.buy(customer, '1.00');
    const account = customer.team.billing.account();
    Object.assign(account.invoice(invoiceId), { state: 'refunded', refunds: [{ amount: '4.00', reason: 'unheard' }] });
    account.invoices.delete(lost.invoiceId);
    await till.shop.sql('UPDATE credit_balances SET cents = cents + 7 WHERE installation_id = $1', [customer.id]);
    const nights = new Nights(till.shop);
    await nights.pass();
    await till.settled();
    expect(await till.balance(customer)).toBe(700);
    expect(await nights.findings(customer.team)).toMatchObject([{ kind: 'refused-by-vercel', subject: 'purchases' }]);
  });
});
