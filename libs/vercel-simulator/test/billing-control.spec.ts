import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Billed, idOf, startBilled } from './support/billing.js';

describe('the control API about money', () => {
  let billed: Billed;
  let id: string;
  beforeEach(async () => {
    billed = await startBilled();
    id = idOf(await billed.invoice());
  });
  afterEach(() => billed.stop());

  const control = async (method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`${billed.sim.url}/_simulator/v1/teams/Acme${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };

  it('lets an invoice fail, be paid and be refunded, and shows it', async () => {
    expect(await control('POST', `/invoices/${id}/fail`)).toMatchObject({ status: 200, body: { state: 'notpaid' } });
    expect(await control('POST', `/invoices/${id}/pay`)).toMatchObject({ body: { state: 'paid' } });
    expect(await control('POST', `/invoices/${id}/refund`, { amount: '1.50', reason: 'x' })).toMatchObject({
      body: { state: 'refunded', refunds: [{ amount: '1.50', reason: 'x' }] },
    });
    expect(await control('GET', '/billing')).toMatchObject({
      body: { invoices: [{ invoiceId: id, total: '20.00' }], interim: { period: {} }, card: 'pays', finalized: false },
    });
  });

  it('buys credits, and sets card and top-up', async () => {
    await billed.sim.team('Acme').provision({ product: 'postgres', plan: 'credits', name: 'paid' });
    const bought = await control('POST', '/credits', { resourceId: 'res_2', amount: '5.00' });
    expect(bought).toMatchObject({ status: 201, body: { state: 'paid', kind: 'prepayment' } });
    const { invoiceId } = bought.body as { readonly invoiceId: string };
    expect(await control('POST', `/invoices/${invoiceId}/grant`)).toMatchObject({ body: { balances: [{}] } });
    expect((await control('PUT', '/card', { card: 'declines' })).status).toBe(204);
    const topUp = { resourceId: 'res_2', thresholdInCents: 100, amount: '5.00' };
    expect((await control('PUT', '/top-up', topUp)).status).toBe(204);
    expect(await control('GET', '/billing')).toMatchObject({
      body: { card: 'declines', topUps: [topUp], balances: {} },
    });
  });

  it.each([
    ['POST', '/invoices/mi_none/pay', {}],
    ['POST', '/credits', { resourceId: 'res_1', amount: '5.00' }],
    ['PUT', '/card', { card: 'burns' }],
    ['PUT', '/top-up', { amount: '5.00' }],
  ])('refuses %s %s with %j', async (method, path, body) => {
    expect(await control(method, path, body)).toMatchObject({ status: 400, body: { error: { code: 'bad_request' } } });
  });
});
