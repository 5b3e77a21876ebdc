import type { HeldInvoice } from '#libs/vercel-simulator';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { idOf, interimBody, invoiceBody } from './support/billing.js';
import { callVercel } from './support/vercel-call.js';
import { startVisit, type Visited, type Visitor } from './support/visitor.js';

describe('the billing page', () => {
  let visitor: Visitor;
  beforeEach(async () => {
    visitor = await startVisit({ now: () => new Date('2026-01-15T12:00:00Z') });
    await visitor.team.install();
    await visitor.team.provision({ product: 'postgres', plan: 'pro', name: 'main' });
  });
  afterEach(() => visitor.stop());

  const PAGE = '/dashboard/teams/Acme/billing';
  const submit = (tail: string, fields: Record<string, string> = {}): Promise<Visited> =>
    visitor.submit(`/dashboard/teams/Acme/${tail}`, fields);
  const invoice = async (): Promise<HeldInvoice> => {
    const { sim, team } = visitor;
    const post = (tail: string, body: object): ReturnType<typeof callVercel> =>
      callVercel(sim, team.installation(), `/billing${tail}`, { method: 'POST', body });
    await post('', interimBody());
    return team.billing.account().invoice(idOf(await post('/invoices', invoiceBody())));
  };

  it('shows the current period and invoices with what can be done', async () => {
    const { invoiceNumber } = await invoice();
    const { text } = await visitor.visit(PAGE);
    for (const part of [invoiceNumber, '$20.00', `Pay invoice ${invoiceNumber}`, 'pending'])
      expect(text).toContain(part);
  });

  it('lets an invoice fail, be paid and be refunded', async () => {
    const held = await invoice();
    const act = (name: string): Promise<Visited> => submit(`invoices/${held.invoiceId}/${name}`);
    expect((await act('fail')).notice).toMatch(/has failed; it is notpaid\.$/);
    expect(held.state).toBe('notpaid');
    expect((await act('pay')).notice).toMatch(/is paid: \$20\.00\.$/);
    expect(held.state).toBe('paid');
    await act('refund');
    expect(held.state).toBe('refunded');
    expect((await act('refund')).notice).toMatch(/^It was not done: /);
    expect((await submit('invoices/mi_x/pay')).notice).toMatch(/has no invoice mi_x/);
  });

  it('buys credits, asks for them again, and buys when they are low', async () => {
    const { team } = visitor;
    await team.provision({ product: 'postgres', plan: 'credits', name: 'prepaid' });
    expect((await submit('credits', { amount: '25.00', resourceId: 'res_2' })).notice).toMatch(/is paid\.$/);
    expect((await visitor.visit(PAGE)).text).toContain('$25.00');
    const [bought] = team.billing.invoices();
    expect((await submit(`invoices/${bought?.invoiceId}/grant`)).notice).toBe(
      'The provider was asked and told 1 balances.',
    );
    await submit('top-up', { thresholdInCents: '500', amount: '10.00', resourceId: 'res_1' });
    expect([...team.billing.account().topUps.values()]).toEqual([
      { resourceId: 'res_1', thresholdInCents: 500, amount: '10.00' },
    ]);
    expect((await visitor.visit(PAGE)).text).toContain('Below $5.00, $10.00 is bought for res_1.');
  });

  it('switches the card', async () => {
    await submit('card', { card: 'declines' });
    expect(visitor.team.billing.account().card).toBe('declines');
    await submit('card', { card: 'pays' });
    expect(visitor.team.billing.account().card).toBe('pays');
  });
});
