import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cashier } from './cashier.js';

describe('a purchase of credits', () => {
  let till: Cashier;
  beforeAll(async () => {
    till = await Cashier.open();
  });
  afterAll(() => till.shop.close());

  it('is granted to the resource, or to the installation, and Vercel is told what is left', async () => {
    const customer = await till.customer();
    const { invoiceId } = await till.buy(customer, '10.05');
    await till.buyForAll(customer, '1.00');
    await till.settled();
    expect(await till.balances(customer)).toEqual({ [customer.resourceId]: 1_005, [customer.id]: 100 });
    expect(await till.ledger(customer)).toMatchObject([
      { kind: 'purchase', holder: customer.resourceId, cents: 1_005, reference: `purchase:${invoiceId}` },
      { kind: 'purchase', holder: customer.id, cents: 100 },
    ]);
    expect(till.told(customer)).toBe(1_005);
    const { balances } = customer.team.billing.account();
    expect([...(balances?.byTarget.values() ?? [])]).toHaveLength(2);
    expect(till.shop.server.vercel.violations).toEqual([]);
  });

  it('is granted once, however often it is asked for and under whatever key, and a repeat answers what is left now', async () => {
    const customer = await till.customer();
    const [one, other] = [till.paid(customer, '10.00'), till.paid(customer, '5.00')];
    const ask = ({ invoiceId }: { invoiceId: string }, idempotencyKey: string | null) =>
      customer.team.billing.grant(invoiceId, { idempotencyKey });
    const at = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work));
    const [keyed, unkeyed] = await Promise.all([at(25, () => ask(one, 'the-key')), at(25, () => ask(other, null))]);
    expect(new Set(keyed.map(({ timestamp }) => timestamp)).size).toBe(1);
    expect(new Set(unkeyed.map(({ timestamp }) => timestamp)).size).toBe(25);
    await till.use(customer, '20');
    await till.burn(customer);
    for (let time = 0; time < 5; time += 1) {
      const { balances } = await ask(one, null);
      expect(balances).toEqual([{ resourceId: customer.resourceId, currencyValueInCents: 1_300 }]);
    }
    expect((await till.ledger(customer)).filter(({ kind }) => kind === 'purchase')).toHaveLength(2);
  });

  it.each([
    ['declined', 409, 'The invoice has not been paid yet.'],
    ['refunded', 422, 'The invoice has been refunded or cancelled.'],
  ])('is not granted for an invoice that is %s', async (what, status, words) => {
    const customer = await till.customer();
    if (what === 'declined') customer.team.billing.useCard('declines');
    const { invoiceId } = what === 'declined' ? await till.buy(customer, '5.00') : till.paid(customer, '5.00');
    if (what === 'refunded') customer.team.billing.refund(invoiceId);
    expect(await till.ask(customer, invoiceId)).toMatchObject({
      status,
      body: { error: { user: { message: words } } },
    });
    expect(await till.ledger(customer)).toEqual([]);
  });

  it.each([
    ['a test', { test: { result: 'paid' } }],
    ['one that we made', { externalId: 'ours' }],
    ['of a plan that is paid afterwards', { items: [{ billingPlanId: 'pro', total: '5.00' }] }],
    ['of amounts that nobody can read', { items: [{ billingPlanId: 'credits', total: '5.001' }] }],
  ])('is not granted for an invoice that is %s', async (_what, changes) => {
    const customer = await till.customer();
    const invoice = till.paid(customer, '5.00');
    const [item] = invoice.items;
    const items = 'items' in changes ? changes.items.map((each) => Object.assign({}, item, each)) : invoice.items;
    Object.assign(invoice, { ...changes, items });
    expect(await till.ask(customer, invoice.invoiceId)).toMatchObject({ status: 422 });
    expect(await till.ledger(customer)).toEqual([]);
  });

  it('is granted under the same key once the invoice has been paid after all', async () => {
    const customer = await till.customer();
    customer.team.billing.useCard('declines');
    const { invoiceId } = await till.buy(customer, '5.00');
    expect(await till.ask(customer, invoiceId, 'the-key')).toMatchObject({ status: 409 });
    customer.team.billing.pay(invoiceId);
    expect(await till.ask(customer, invoiceId, 'the-key')).toMatchObject({ status: 200 });
    expect(await till.balance(customer)).toBe(500);
  });

  it('is not granted to another installation, nor for a resource that is not there', async () => {
    const [customer, other] = [await till.customer(), await till.customer()];
    const { invoiceId } = till.paid(customer, '5.00');
    const refusal = { status: 422, body: { error: { user: { message: expect.any(String) } } } };
    expect(await till.ask(other, invoiceId)).toMatchObject(refusal);
    const { invoiceId: misled } = till.paid({ ...customer, resourceId: other.resourceId }, '5.00');
    expect(await till.ask(customer, misled)).toMatchObject(refusal);
    expect(await till.ask(customer, 'mi_unknown')).toMatchObject(refusal);
    expect(await till.shop.sql('SELECT 1 FROM purchases WHERE invoice_id = ANY($1)', [[invoiceId, misled]])).toEqual(
      [],
    );
    const first = 'INSERT INTO purchases (installation_id, invoice_id, cents, granted_at) VALUES ($1, $2, 500, now())';
    await till.shop.sql(first, [other.id, invoiceId]);
    expect(await till.ask(customer, invoiceId)).toMatchObject(refusal);
    expect([await till.ledger(customer), await till.ledger(other)]).toEqual([[], []]);
  });

  it('waits while Vercel does not tell the invoice, and is granted by the repeat', async () => {
    const customer = await till.customer();
    const { invoiceId } = till.paid(customer, '5.00');
    const { faults } = till.shop.server.vercel;
    faults.add({ on: 'vercel-api', kind: 'status', status: 503, path: /billing\/invoices\//, times: 1 });
    expect(await till.ask(customer, invoiceId, 'the-key')).toMatchObject({
      status: 503,
      retryAfter: expect.any(String),
    });
    expect(await till.ledger(customer)).toEqual([]);
    expect(await till.ask(customer, invoiceId, 'the-key')).toMatchObject({ status: 200 });
    expect(await till.balance(customer)).toBe(500);
  });
});
