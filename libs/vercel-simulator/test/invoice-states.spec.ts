import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Billed, idOf, line, MONTH, startBilled } from './support/billing.js';

describe('an invoice on the way', () => {
  let billed: Billed;
  let id: string;
  beforeEach(async () => {
    billed = await startBilled();
    id = idOf(await billed.invoice({ externalId: 'ext-1' }));
  });
  afterEach(() => billed.stop());

  const state = async (): Promise<unknown> => (await billed.read(id))['state'];
  const team = () => billed.sim.team('Acme').billing;
  const refund = async (total: string): Promise<number> =>
    (await billed.post(`/invoices/${id}/actions`, { action: 'refund', reason: 'sorry', total })).status;
  const events = () =>
    billed.provider.seen.map(({ body }) => body).filter((body) => String(body?.['type']).startsWith('market'));

  it('is sent, collected and paid by the clock, each told by a webhook', async () => {
    expect(await state()).toBe('pending');
    await billed.pass('PT1H');
    expect(await state()).toBe('invoiced');
    await billed.pass('PT1H');
    expect(await billed.read(id)).toMatchObject({ state: 'paid', paidAt: '2026-01-15T14:00:00.000Z' });
    await billed.pass('P30D');
    const payload = {
      configuration: { id: billed.installation.id },
      installationId: billed.installation.id,
      invoiceId: id,
      externalInvoiceId: 'ext-1',
      period: MONTH,
      invoiceDate: '2026-01-15T12:00:00.000Z',
      invoiceTotal: '20.00',
    };
    const created = { type: 'marketplace.invoice.created', createdAt: Date.UTC(2026, 0, 15, 13), payload };
    const paid = { type: 'marketplace.invoice.paid', createdAt: Date.UTC(2026, 0, 15, 14), payload };
    expect(events()).toMatchObject([created, paid]);
    expect(events()[0]?.['payload']).toEqual(payload);
  });

  it('waits for its date', async () => {
    const period = { start: MONTH.end, end: '2026-03-01T00:00:00.000Z' };
    id = idOf(await billed.invoice({ period, invoiceDate: '2026-02-02T00:00:00.000Z' }));
    expect(await state()).toBe('scheduled');
    await billed.pass('P17D');
    expect(await state()).toBe('scheduled');
    await billed.pass('PT12H');
    expect(await state()).toBe('invoiced');
  });

  it('is tried ten times in all, then overdue after 15 days, and paid nonetheless', async () => {
    team().useCard('declines');
    await billed.pass('P15D');
    expect(await state()).toBe('notpaid');
    expect(billed.news()).toEqual(['created', ...Array.from({ length: 10 }, () => 'notpaid')]);
    await billed.pass('PT1H');
    expect(await state()).toBe('overdue');
    await billed.pass('P60D');
    expect(billed.news().slice(11)).toEqual(['overdue']);
    team().pay(id);
    await billed.sim.settled();
    expect(await state()).toBe('paid');
    expect(billed.news().at(-1)).toBe('paid');
    expect(() => team().pay(id)).toThrow(/is paid/);
  });

  it('is paid by a later attempt once the card is good', async () => {
    team().useCard('declines');
    await billed.pass('P2D');
    expect(billed.news()).toEqual(['created', 'notpaid', 'notpaid']);
    team().useCard('pays');
    await billed.pass('P2D');
    expect(billed.news().at(-1)).toBe('paid');
    expect(await state()).toBe('paid');
  });

  it('is paid, or fails, when somebody says so', async () => {
    team().failPayment(id);
    expect(await state()).toBe('notpaid');
    team().pay(id);
    await billed.sim.settled();
    expect(billed.news()).toEqual(['created', 'notpaid', 'paid']);
  });

  it('under half a dollar is never sent, cannot be refunded and keeps nobody', async () => {
    id = idOf(
      await billed.invoice({ period: { ...MONTH, end: '2026-01-31T00:00:00Z' }, items: [line({ total: '0.49' })] }),
    );
    const least = { ...MONTH, end: '2026-01-30T00:00:00Z' };
    idOf(await billed.invoice({ period: least, items: [line({ total: '0.50' })] }));
    await billed.pass('P30D');
    expect(await state()).toBe('draft');
    expect(billed.news().filter((type) => type === 'created')).toHaveLength(2);
    expect(await refund('0.49')).toBe(400);
  });

  it('is refunded in parts, one at a time, never more than its total', async () => {
    await billed.pass('PT2H');
    expect(await refund('20.01')).toBe(400);
    expect(await refund('0.00')).toBe(400);
    expect(await refund('5.25')).toBe(204);
    expect(await refund('1.00')).toBe(409);
    expect(await billed.read(id)).toMatchObject({
      state: 'refund_requested',
      refundTotal: '5.25',
      refundReason: 'sorry',
    });
    await billed.pass('PT1H');
    expect(await billed.read(id)).toMatchObject({ state: 'refunded', refundedAt: '2026-01-15T15:00:00.000Z' });
    expect(await refund('14.76')).toBe(400);
    expect(await refund('14.75')).toBe(204);
    await billed.pass('PT1H');
    expect(await billed.read(id)).toMatchObject({ state: 'refunded', refundTotal: '20.00', total: '20.00' });
    expect(billed.news()).toEqual(['created', 'paid', 'refunded', 'refunded']);
    const told = events().at(-1)?.['payload'];
    expect(told).toMatchObject({ invoiceId: id, amount: '14.75', reason: 'sorry' });
    expect(told).not.toHaveProperty('invoiceTotal');
  });

  it('that was refunded before it was paid is not collected any more', async () => {
    team().useCard('declines');
    await billed.pass('PT2H');
    expect(await refund('20.00')).toBe(204);
    team().useCard('pays');
    await billed.pass('P30D');
    expect(billed.news()).toEqual(['created', 'notpaid', 'refunded']);
  });

  it('is refunded by the support of Vercel, what is left of it', async () => {
    await billed.pass('PT2H');
    team().refund(id, { amount: '0.01', reason: 'goodwill' });
    team().refund(id);
    await billed.sim.settled();
    expect(events().slice(2)).toMatchObject([
      { payload: { amount: '0.01', reason: 'goodwill' } },
      { payload: { amount: '19.99', reason: 'customer request' } },
    ]);
    expect(() => team().refund(id)).toThrow(/0\.00 cannot be refunded/);
  });
});

describe('the end of an installation', () => {
  let billed: Billed;
  beforeEach(async () => {
    billed = await startBilled();
    billed.provider.answerNext({ status: 200, body: { finalized: false } });
    await billed.sim.team('Acme').uninstall();
  });
  afterEach(() => billed.stop());

  const finalize = async (): Promise<number> => (await billed.post('/finalize')).status;
  const gone = () => billed.sim.team('Acme').installation().state === 'removed';

  it('comes at once when it is finalized and nothing is open; the token is dead then', async () => {
    idOf(await billed.invoice({ test: { result: 'paid' } }));
    const id = idOf(await billed.invoice({ final: true, items: [line({ total: '0.10' })] }));
    expect(await finalize()).toBe(204);
    expect(gone()).toBe(true);
    expect(await finalize()).toBe(403);
    expect(await billed.read(id)).toMatchObject({ error: { code: 'forbidden', invalidToken: true } });
  });

  it('waits for open invoices, those of the last day too, and takes none after the final one', async () => {
    const id = idOf(await billed.invoice({ final: true }));
    const more = { period: { ...MONTH, end: '2026-01-31T00:00:00Z' } };
    expect(await billed.invoice(more)).toMatchObject({ status: 400 });
    billed.sim.team('Acme').billing.useCard('declines');
    expect(await finalize()).toBe(204);
    await billed.pass('P30D');
    expect([gone(), (await billed.read(id))['state']]).toEqual([false, 'overdue']);
    billed.sim.team('Acme').billing.pay(id);
    expect(gone()).toBe(true);
  });

  it('comes by itself after a day, or when the last invoice is settled', async () => {
    await billed.pass('PT23H59M');
    expect(gone()).toBe(false);
    idOf(await billed.invoice());
    await billed.pass('PT1M');
    expect(gone()).toBe(false);
    await billed.pass('PT2H');
    expect(gone()).toBe(true);
  });
});

describe('finalize', () => {
  it('is refused while nobody has asked to uninstall', async () => {
    const billed = await startBilled();
    expect((await billed.post('/finalize')).status).toBe(400);
    idOf(await billed.invoice());
    await billed.stop();
  });
});
