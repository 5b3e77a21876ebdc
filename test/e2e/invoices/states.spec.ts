import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { Bills, type Customer } from './bills.js';

describe('what becomes of an invoice', () => {
  let shop: Shop;
  let bills: Bills;
  beforeAll(async () => {
    shop = await Shop.open();
    bills = new Bills(shop);
  });
  afterAll(() => shop.close());

  async function sent(): Promise<{ customer: Customer; id: string; vercelId: string }> {
    const customer = await bills.customer();
    const id = await bills.invoiced(customer);
    await bills.untilState(customer, id, 'pending');
    return { customer, id, vercelId: (await bills.standing(customer, id)).vercelId ?? '' };
  }

  it('is followed by webhooks from its creation to its payment, and then nobody asks any more', async () => {
    const { customer, id } = await sent();
    await bills.pass('PT1H');
    await bills.untilState(customer, id, 'invoiced');
    await bills.pass('PT1H');
    await bills.untilState(customer, id, 'paid');
    expect(await bills.standing(customer, id)).toMatchObject({ dueAt: null, paidAt: expect.any(Date) });
    const reads = bills.calls(customer, 'GET');
    await bills.pass('P2D');
    expect(bills.calls(customer, 'GET')).toBe(reads);
  });

  it.each(['as-sent', 'reversed'] as const)(
    'is the same when ten failures and the payment are told %s',
    async (order) => {
      const { customer, id, vercelId } = await sent();
      const { webhooks } = shop.server.vercel;
      customer.team.billing.useCard('declines');
      webhooks.hold();
      await bills.pass('P15D');
      customer.team.billing.pay(vercelId);
      await webhooks.release(order);
      await bills.look();
      await bills.untilState(customer, id, 'paid');
      expect((await bills.standing(customer, id)).failedAt).toHaveLength(10);
    },
  );

  it('is the same when each webhook comes twice, under ids of its own', async () => {
    const { customer, id, vercelId } = await sent();
    const { webhooks } = shop.server.vercel;
    await bills.pass('PT1H');
    customer.team.billing.failPayment(vercelId);
    await shop.server.vercel.settled();
    const told = webhooks.sent.findLast(({ type }) => type === 'marketplace.invoice.notpaid');
    const { payload, createdAt } = JSON.parse(told?.body ?? '{}') as { payload: object; createdAt: number };
    await webhooks.send('marketplace.invoice.notpaid', payload, { createdAt: new Date(createdAt) });
    await bills.look();
    expect(await bills.standing(customer, id)).toMatchObject({ state: 'notpaid', failedAt: [expect.any(String)] });
  });

  it('is asked for, ever more seldom, when webhooks are lost', async () => {
    const { customer, id } = await sent();
    shop.server.vercel.webhooks.hold();
    await bills.pass('PT1H');
    await bills.untilState(customer, id, 'invoiced');
    customer.team.billing.useCard('declines');
    await bills.pass('PT2H');
    await bills.untilState(customer, id, 'notpaid');
    const reads = bills.calls(customer, 'GET');
    for (let hour = 0; hour < 24; hour += 1) await bills.pass('PT1H');
    const asked = bills.calls(customer, 'GET') - reads;
    expect(asked).toBeGreaterThan(3);
    expect(asked).toBeLessThan(15);
    await shop.server.vercel.webhooks.release();
    await shop.settled();
  });

  it('gets its id from the webhook when Vercel has it and has not told so', async () => {
    const customer = await bills.customer();
    const path = new RegExp(`${customer.installationId}/billing/invoices$`);
    const fault = shop.server.vercel.faults.add({ on: 'vercel-api', method: 'POST', path, kind: 'cut-after' });
    const id = await bills.invoiced(customer);
    await shop.settled();
    await bills.pass('PT1H');
    await bills.untilState(customer, id, 'invoiced');
    fault.remove();
    expect((await bills.standing(customer, id)).vercelId).toBe(customer.team.billing.invoices()[0]?.invoiceId);
  });

  it('is not asked for by webhooks about invoices that are not ours', async () => {
    const { customer, id } = await sent();
    const payload = { installationId: customer.installationId, configuration: { id: customer.installationId } };
    const others = { ...payload, invoiceId: 'mi_other', externalInvoiceId: null };
    await shop.server.vercel.webhooks.send('marketplace.invoice.paid', others);
    await shop.server.vercel.webhooks.send('marketplace.invoice.paid', payload);
    await shop.settled();
    expect([(await bills.standing(customer, id)).state, bills.calls(customer, 'GET')]).toEqual(['pending', 0]);
  });
});
