import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { Bills, type Customer } from './bills.js';
import { DESK_KEYS, InvoiceDesk } from './desk.js';

describe('a refund', () => {
  let shop: Shop;
  let bills: Bills;
  let desk: InvoiceDesk;
  beforeAll(async () => {
    shop = await Shop.open({ env: DESK_KEYS });
    bills = new Bills(shop);
    desk = new InvoiceDesk(shop);
  });
  afterAll(() => shop.close());

  interface Billed {
    readonly customer: Customer;
    readonly id: string;
  }

  /** An invoice of 20.00 that was sent, or paid as well. */
  async function billed(state: 'invoiced' | 'paid'): Promise<Billed> {
    const customer = await bills.customer();
    const id = await bills.invoiced(customer);
    await bills.untilState(customer, id, 'pending');
    await bills.pass('PT1H');
    if (state === 'paid') customer.team.billing.pay((await bills.standing(customer, id)).vercelId ?? '');
    await shop.server.vercel.settled();
    await bills.look();
    await bills.untilState(customer, id, state);
    return { customer, id };
  }

  const held = ({ customer }: Billed): unknown[] =>
    customer.team.billing.invoices().flatMap(({ state, refunds }) => [state, ...refunds.map(({ amount }) => amount)]);
  const refunds = async (id: string): Promise<unknown> => (await desk.read(`/invoices/${id}`)).body['refunds'];

  it.each(['invoiced', 'paid'] as const)('of all of an invoice that is %s is asked for, and given', async (state) => {
    const one = await billed(state);
    expect(await desk.refund(one.id, '20.00')).toMatchObject({ status: 202, body: { amount: '20.00' } });
    await bills.untilState(one.customer, one.id, 'refund_requested');
    await bills.pass('PT1H');
    await bills.untilState(one.customer, one.id, 'refunded');
    expect(held(one)).toEqual(['refunded', '20.00']);
    expect(await refunds(one.id)).toMatchObject([{ state: 'refunded' }]);
    expect(await bills.standing(one.customer, one.id)).toMatchObject({ refundedCents: 2_000, dueAt: null });
  });

  it('of parts is asked for one after the other, at most to the total', async () => {
    const one = await billed('paid');
    expect((await desk.refund(one.id, '5.00')).status).toBe(202);
    expect((await desk.refund(one.id, '7.5')).status).toBe(202);
    expect((await desk.refund(one.id, '7.51')).status).toBe(422);
    await bills.pass('PT1H');
    await bills.pass('PT1H');
    expect(held(one)).toEqual(['refunded', '5.00', '7.50']);
    expect(await bills.standing(one.customer, one.id)).toMatchObject({ state: 'refunded', refundedCents: 1_250 });
    expect((await desk.refund(one.id, '7.51')).status).toBe(422);
    expect((await desk.refund(one.id, '7.50')).status).toBe(202);
  });

  it('is refused of one of two who together want more than the total', async () => {
    const one = await billed('paid');
    const both = await Promise.all([desk.refund(one.id, '15.00'), desk.refund(one.id, '15.00')]);
    expect(both.map(({ status }) => String(status)).toSorted()).toEqual(['202', '422']);
    await bills.pass('PT1H');
    expect(held(one)).toEqual(['refunded', '15.00']);
  });

  it('is one for each key, however often it is asked for, and another one under it is refused', async () => {
    const one = await billed('paid');
    const all = await Promise.all(['5.00', '5.00', '5.00'].map((amount) => desk.refund(one.id, amount, 'same')));
    expect(new Set(all.map(({ status, body }) => `${status} ${String(body['id'])}`)).size).toBe(1);
    expect((await desk.refund(one.id, '6.00', 'same')).status).toBe(409);
    await bills.pass('PT1H');
    expect(held(one)).toEqual(['refunded', '5.00']);
  });

  it.each([
    ['the line is cut after it was taken', { kind: 'cut-after' }],
    ['the line is cut before it is taken', { kind: 'cut-before' }],
    ['a gateway says 502 after it was taken', { kind: 'status-after', status: 502 }],
    ['Vercel says 429', { kind: 'status', status: 429 }],
  ] as const)('is given once when %s', async (_what, fault) => {
    const one = await billed('paid');
    const path = new RegExp(`${one.customer.installationId}/billing/invoices/.*/actions$`);
    shop.server.vercel.faults.add({ on: 'vercel-api', method: 'POST', path, times: 1, ...fault });
    await desk.refund(one.id, '5.00');
    await bills.pass('PT2M');
    await bills.pass('PT2M');
    await bills.untilState(one.customer, one.id, 'refund_requested');
    await bills.pass('PT1H');
    await bills.untilState(one.customer, one.id, 'refunded');
    expect([held(one), await refunds(one.id)]).toMatchObject([['refunded', '5.00'], [{ state: 'refunded' }]]);
  });

  it('waits for another one that Vercel is at, and is told from it', async () => {
    const one = await billed('paid');
    const [invoice] = one.customer.team.billing.invoices();
    if (invoice === undefined) throw new Error('no invoice');
    const { record, clock } = shop.server.vercel;
    record.billing.life.requestRefund(invoice, { amount: '4.00', reason: 'by the support' }, clock.now());
    await desk.refund(one.id, '5.00');
    await shop.settled();
    await bills.untilState(one.customer, one.id, 'refund_requested');
    expect(held(one)).toEqual(['refund_requested', '4.00']);
    for (const time of ['PT1H', 'PT1M', 'PT1H']) await bills.pass(time);
    expect(held(one)).toEqual(['refunded', '4.00', '5.00']);
    expect(await bills.standing(one.customer, one.id)).toMatchObject({ state: 'refunded', refundedCents: 900 });
  });

  it('by the support of Vercel is heard of, and takes of what is left', async () => {
    const one = await billed('paid');
    one.customer.team.billing.refund((await bills.standing(one.customer, one.id)).vercelId ?? '', { amount: '12.00' });
    await shop.server.vercel.settled();
    await bills.untilState(one.customer, one.id, 'refunded');
    expect((await desk.refund(one.id, '8.01')).status).toBe(422);
  });

  it('is refused for good by Vercel where it makes no sense, which is shown', async () => {
    const one = await billed('paid');
    const path = new RegExp(`${one.customer.installationId}/billing/invoices/.*/actions$`);
    shop.server.vercel.faults.add({ on: 'vercel-api', method: 'POST', path, times: 1, kind: 'status', status: 400 });
    await desk.refund(one.id, '5.00');
    await shop.settled();
    expect(await refunds(one.id)).toMatchObject([{ state: 'refused', problem: expect.stringContaining('400') }]);
    expect((await desk.refund(one.id, '20.00')).status).toBe(202);
  });

  it('is not asked for what makes no sense', async () => {
    const one = await billed('paid');
    for (const amount of ['0', '0.00', '-1', '1e2', '4.355', '4.', '.5', '4,35', '', 5, null])
      expect([amount, (await desk.refund(one.id, amount)).status]).toEqual([amount, 400]);
    for (const key of [null, '', 'x'.repeat(256), 'ü'])
      expect((await desk.refund(one.id, '1.00', key)).status).toBe(400);
    expect((await desk.refund(one.id, '1.00', 'k', 'reader-key-of-the-tests')).status).toBe(403);
    for (const id of ['nobody', '00000000-0000-4000-8000-000000000000', '%00'])
      expect((await desk.refund(id, '1.00')).status).toBe(404);
    const waiting = await bills.invoiced(await bills.customer(), { heldBecause: 'too much' });
    expect((await desk.refund(waiting, '1.00')).status).toBe(409);
    expect(await refunds(one.id)).toEqual([]);
  });
});
