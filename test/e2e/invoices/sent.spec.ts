import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Bills } from './bills.js';

/** What goes wrong once, and whether Vercel has taken the invoice nevertheless. */
const FAULTS = [
  ['the line is cut before it is taken', { kind: 'cut-before' }],
  ['the line is cut after it was taken', { kind: 'cut-after' }],
  ['half of the answer comes', { kind: 'half-json' }],
  ['a gateway says 502 after it was taken', { kind: 'status-after', status: 502 }],
  ['Vercel says 500', { kind: 'status', status: 500 }],
  ['Vercel says 429', { kind: 'status', status: 429, headers: { 'retry-after': '30' } }],
  ['a page comes', { kind: 'html' }],
  ['it is sent to another host', { kind: 'redirect' }],
] as const;

describe('an invoice on its way to Vercel', () => {
  let shop: Shop;
  let bills: Bills;
  beforeAll(async () => {
    shop = await Shop.open();
    bills = new Bills(shop);
  });
  afterAll(() => shop.close());

  it('says what was written down, and gets an id', async () => {
    const customer = await bills.customer();
    const discounts = [{ billingPlanId: 'pro', resourceId: customer.resourceId, name: 'Welcome', amount: '1.50' }];
    const draft = bills.draft(customer, { discounts, totalCents: 1_850, memo: 'Thank you' });
    const { id } = await bills.prepare(draft);
    await bills.untilState(customer, id, 'pending');
    const [held, ...others] = customer.team.billing.invoices();
    expect(others).toEqual([]);
    expect(held).toMatchObject({ externalId: draft.externalId, total: '18.50', memo: 'Thank you', final: false });
    expect(held).toMatchObject({ items: draft.items, discounts, period: draft.period, invoiceDate: draft.invoiceDate });
    expect((await bills.standing(customer, id)).vercelId).toBe(held?.invoiceId);
  });

  it.each(FAULTS)('is there once when %s', async (_what, fault) => {
    const customer = await bills.customer();
    const path = new RegExp(`${customer.installationId}/billing/invoices$`);
    shop.server.vercel.faults.add({ on: 'vercel-api', method: 'POST', path, times: 1, ...fault });
    const id = await bills.invoiced(customer);
    await shop.settled();
    await bills.pass('PT40S');
    await bills.untilState(customer, id, 'pending');
    expect(customer.team.billing.invoices()).toHaveLength(1);
    await bills.pass('PT2H');
    await bills.untilState(customer, id, 'paid');
    expect((await bills.standing(customer, id)).vercelId).toBe(customer.team.billing.invoices()[0]?.invoiceId);
  });

  it('is there once when Vercel fails again and again, and has nobody look for it in between', async () => {
    const customer = await bills.customer();
    const path = new RegExp(`${customer.installationId}/billing/invoices$`);
    const fault = shop.server.vercel.faults.add({
      on: 'vercel-api',
      method: 'POST',
      path,
      kind: 'status-after',
      status: 503,
    });
    const id = await bills.invoiced(customer);
    for (const wait of ['PT20S', 'PT20S', 'PT20S']) await bills.pass(wait);
    expect(await bills.standing(customer, id)).toMatchObject({ state: 'prepared', vercelId: null });
    fault.remove();
    await bills.pass('PT40S');
    await bills.untilState(customer, id, 'pending');
    expect(customer.team.billing.invoices()).toHaveLength(1);
  });

  it('waits for an operator when Vercel refuses it, and is not sent again by itself', async () => {
    const customer = await bills.customer();
    const items = [{ ...(bills.draft(customer).items[0] as object), billingPlanId: 'never' }] as never;
    const id = await bills.invoiced(customer, { items });
    await bills.untilState(customer, id, 'parked');
    expect((await bills.standing(customer, id)).problem).toContain('plan never was not active');
    const sent = bills.calls(customer, 'POST');
    await bills.pass('P1D');
    expect([bills.calls(customer, 'POST'), customer.team.billing.invoices()]).toEqual([sent, []]);
    const dead = await shop.sql(`SELECT 1 FROM pgboss.job WHERE name = 'dead' AND data->'data'->>'invoiceId' = $1`, [
      id,
    ]);
    expect(dead).toHaveLength(1);
  });

  it('of a sale is sent again each hour for a day, since Vercel may not have heard of the sale yet', async () => {
    const customer = await bills.customer();
    const path = new RegExp(`${customer.installationId}/billing/invoices$`);
    const body = { error: { code: 'bad_request', message: 'the plan was not active' } };
    const refusal = { on: 'vercel-api', method: 'POST', path, kind: 'status', status: 400, body } as const;
    const fault = shop.server.vercel.faults.add(refusal);
    const id = await bills.invoiced(customer, { kind: 'signup' });
    await shop.settled();
    expect(await bills.standing(customer, id)).toMatchObject({ state: 'prepared', attempts: 1 });
    fault.remove();
    await bills.pass('PT61M');
    await bills.untilState(customer, id, 'pending');
    const late = await bills.customer();
    const again = new RegExp(`${late.installationId}/billing/invoices$`);
    const endless = shop.server.vercel.faults.add({ ...refusal, path: again });
    const given = await bills.invoiced(late, { kind: 'signup' });
    await shop.settled();
    await bills.pass('PT25H');
    await bills.untilState(late, given, 'parked');
    endless.remove();
  });

  it('waits until Vercel has interim data', async () => {
    const customer = await bills.customer();
    const path = new RegExp(`${customer.installationId}/billing$`);
    const fault = shop.server.vercel.faults.add({
      on: 'vercel-api',
      method: 'POST',
      path,
      kind: 'status',
      status: 500,
    });
    const id = await bills.invoiced(customer);
    await bills.look();
    await until(async () => (await bills.standing(customer, id)).attempts >= 1);
    expect([customer.team.billing.account().interim, bills.calls(customer, 'POST')]).toEqual([undefined, 0]);
    fault.remove();
    await bills.pass('PT20M');
    await bills.untilState(customer, id, 'pending');
    expect(customer.team.billing.account().interim?.items).toMatchObject([{ billingPlanId: 'pro' }]);
  });

  it('is not sent while it is held', async () => {
    const customer = await bills.customer();
    const id = await bills.invoiced(customer, { heldBecause: 'too much' });
    await bills.pass('PT1H');
    expect([(await bills.standing(customer, id)).state, bills.calls(customer, 'POST')]).toEqual(['held', 0]);
  });

  it('is found by the tick when its job was lost', async () => {
    const customer = await bills.customer();
    const lost = `UPDATE pgboss.job SET state = 'completed', completed_on = now() WHERE data->'data'->>'invoiceId' = $1`;
    const draft = bills.draft(customer);
    const held = await bills.prepare({ ...draft, heldBecause: 'so that no job is placed' });
    await shop.sql(lost, [held.id]);
    await shop.sql(`UPDATE invoices SET state = 'prepared', due_at = now() - interval '1 minute' WHERE id = $1`, [
      held.id,
    ]);
    await bills.look();
    await bills.untilState(customer, held.id, 'pending');
  });
});

describe('an invoice in test mode', () => {
  it('is sent as a test, and paid without money', async () => {
    const shop = await Shop.open({ env: { INVOICE_TEST_MODE: 'true' } });
    const bills = new Bills(shop);
    const customer = await bills.customer();
    const id = await bills.invoiced(customer);
    await bills.untilState(customer, id, 'pending');
    expect(customer.team.billing.invoices()).toMatchObject([{ test: { result: 'paid' } }]);
    const items = bills.draft(customer).items.map((item) => ({ ...item, billingPlanId: 'never' }));
    const faulty = await bills.invoiced(customer, { items, externalId: 'faulty', accounts: [] });
    await bills.untilState(customer, faulty, 'parked');
    expect((await bills.standing(customer, faulty)).problem).toContain(
      'Vercel finds faults: plan never was not active',
    );
    await shop.close();
  });
});
