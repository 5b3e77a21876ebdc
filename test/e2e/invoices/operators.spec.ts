import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { Bills, type Customer } from './bills.js';
import { DESK_KEYS, InvoiceDesk } from './desk.js';

describe('invoices for operators', () => {
  let shop: Shop;
  let bills: Bills;
  let desk: InvoiceDesk;
  beforeAll(async () => {
    shop = await Shop.open({ env: DESK_KEYS });
    bills = new Bills(shop);
    desk = new InvoiceDesk(shop);
  });
  afterAll(() => shop.close());

  const idsOf = ({ body }: { body: Readonly<Record<string, unknown>> }): string[] =>
    (body['invoices'] as { id: string }[]).map(({ id }) => id);

  async function held(customer: Customer): Promise<string> {
    return bills.invoiced(customer, { heldBecause: 'ten times the mean' });
  }

  it('are listed page by page, of all or of one installation, in all states or in one', async () => {
    const customer = await bills.customer();
    const first = await held(customer);
    const second = await bills.invoiced(customer, { externalId: 'second', accounts: [] });
    const third = await held(await bills.customer());
    await shop.settled();
    const own = `installationId=${customer.installationId}`;
    const page = await desk.read(`/invoices?limit=1&${own}`);
    const next = await desk.read(`/invoices?limit=1&${own}&cursor=${String(page.body['next'])}`);
    expect([...idsOf(page), ...idsOf(next)]).toEqual([first, second].toSorted());
    expect(idsOf(await desk.read('/invoices?state=held'))).toEqual([first, third].toSorted());
    expect(idsOf(await desk.read(`/invoices?state=held&${own}`))).toEqual([first]);
    expect(idsOf(await desk.read(`/installations/${customer.installationId}/billing/invoices`))).toHaveLength(2);
    for (const query of ['state=lost', 'cursor=eA', `cursor=${Buffer.from('x').toString('base64url')}`, 'limit=0'])
      expect([query, (await desk.read(`/invoices?${query}`)).status]).toEqual([query, 400]);
    expect((await desk.read('/installations/icfg_nobody/billing/invoices')).status).toBe(404);
  });

  it('show what they say, and what it is for', async () => {
    const customer = await bills.customer();
    const draft = bills.draft(customer, { heldBecause: 'ten times the mean', memo: 'Thank you' });
    const { id } = await bills.prepare(draft);
    const { status, body } = await desk.read(`/invoices/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      installationId: customer.installationId,
      externalId: draft.externalId,
      state: 'held',
      problem: 'ten times the mean',
      total: '20.00',
      refunded: '0.00',
      items: draft.items,
      memo: 'Thank you',
      accounts: [{ resourceId: customer.resourceId, billingPlanId: 'pro', cents: 2_000 }],
      refunds: [],
    });
    for (const unknown of ['nobody', '%00', '00000000-0000-4000-8000-000000000000'])
      expect((await desk.read(`/invoices/${unknown}`)).status).toBe(404);
  });

  it('are sent when they were held and are released, once', async () => {
    const customer = await bills.customer();
    const id = await held(customer);
    expect(await desk.act(id, 'release')).toMatchObject({ status: 200, body: { state: 'prepared' } });
    await bills.untilState(customer, id, 'pending');
    expect(await desk.act(id, 'release')).toMatchObject({ status: 200, body: { state: 'pending' } });
    await shop.settled();
    expect(customer.team.billing.invoices()).toHaveLength(1);
    const said = `SELECT actor_id, details FROM audit_entries WHERE subject = $1 AND action = 'invoice.released'`;
    expect(await shop.sql(said, [id])).toEqual([
      { actor_id: 'ops', details: { from: 'held', to: 'prepared', reason: 'looked at' } },
    ]);
  });

  it('are sent again when Vercel has refused them and somebody has seen to it', async () => {
    const customer = await bills.customer();
    const path = new RegExp(`${customer.installationId}/billing/invoices$`);
    const fault = shop.server.vercel.faults.add({
      on: 'vercel-api',
      method: 'POST',
      path,
      kind: 'status',
      status: 400,
    });
    const id = await bills.invoiced(customer);
    await bills.untilState(customer, id, 'parked');
    fault.remove();
    expect((await desk.act(id, 'retry')).status).toBe(200);
    await bills.untilState(customer, id, 'pending');
    expect((await bills.standing(customer, id)).problem).toBeNull();
  });

  it('count as never invoiced when they are given up, which only those are that wait', async () => {
    const customer = await bills.customer();
    const draft = bills.draft(customer);
    const { id } = await bills.prepare({ ...draft, heldBecause: 'ten times the mean' });
    expect(await desk.act(id, 'void')).toMatchObject({ status: 200, body: { state: 'void', problem: 'looked at' } });
    expect(await bills.invoices.invoicedFor(customer.installationId, [draft.period.start])).toEqual([]);
    expect((await desk.act(id, 'void')).status).toBe(200);
    expect((await desk.act(id, 'release')).status).toBe(409);
    const sent = await bills.invoiced(customer, { externalId: 'instead' });
    await bills.untilState(customer, sent, 'pending');
    expect((await desk.act(sent, 'void')).status).toBe(409);
  });
});
