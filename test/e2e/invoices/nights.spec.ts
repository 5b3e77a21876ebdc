import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Nights, OPERATOR } from '../reconciliation/nights.js';
import { Bills, type Customer } from './bills.js';

describe('the nightly comparison of invoices', () => {
  let shop: Shop;
  let bills: Bills;
  let nights: Nights;
  beforeAll(async () => {
    shop = await Shop.open({ env: { ADMIN_API_KEYS: `tests:${OPERATOR}` } });
    bills = new Bills(shop);
    nights = new Nights(shop);
  });
  afterAll(() => shop.close());

  async function sent(): Promise<{ readonly customer: Customer; readonly id: string }> {
    const customer = await bills.customer();
    const id = await bills.invoiced(customer);
    await bills.untilState(customer, id, 'pending');
    return { customer, id };
  }

  /** What operators see of one invoice. */
  async function found({ customer, id }: Awaited<ReturnType<typeof sent>>): Promise<unknown[]> {
    const all = await nights.findings(customer.team);
    return all.filter(({ subject }) => subject === id).map(({ details }) => details);
  }

  it('takes over what nobody has told, and finds nothing wrong with that', async () => {
    const one = await sent();
    const { webhooks } = shop.server.vercel;
    webhooks.hold();
    await shop.sql(`UPDATE invoices SET due_at = NULL WHERE id = $1`, [one.id]);
    await nights.pass();
    await bills.untilState(one.customer, one.id, 'paid');
    expect(await found(one)).toEqual([]);
    await webhooks.release();
    await shop.settled();
  });

  it('takes back what a customer was told of an invoice that is paid, when nobody else has', async () => {
    const { customer, id } = await sent();
    customer.team.billing.useCard('declines');
    await bills.pass('PT2H');
    await bills.untilState(customer, id, 'notpaid');
    const told = (): string => JSON.stringify(customer.team.installation().notification ?? '');
    await until(() => told().includes('Payment failed'));
    await shop.settled();
    await shop.sql(`UPDATE invoices SET state = 'paid', due_at = NULL WHERE id = $1`, [id]);
    await nights.pass();
    await until(() => !told().includes('Payment failed'));
  });

  it('shows what Vercel holds otherwise, and no more once it does not', async () => {
    const one = await sent();
    await bills.pass('PT1H');
    const [held] = one.customer.team.billing.invoices();
    if (held === undefined) throw new Error('Vercel does not hold it');
    one.customer.team.billing.useCard('declines');
    await bills.pass('PT2H');
    const { total, test } = held;
    Object.assign(held, { total: '19.99', state: 'invoiced', test: { result: 'paid' } });
    await nights.pass();
    expect(await found(one)).toEqual([
      expect.objectContaining({
        differences: [expect.stringContaining('invoiced'), "Vercel's total is 19.99", 'Vercel has it as a test'],
      }),
    ]);
    expect((await bills.standing(one.customer, one.id)).state).toBe('notpaid');
    Object.assign(held, { total, test, state: 'notpaid' });
    await nights.pass();
    expect(await found(one)).toEqual([]);
  });

  it('shows what Vercel does not show, or has never named', async () => {
    const [lost, unnamed] = [await sent(), await sent()];
    lost.customer.team.billing.account().invoices.clear();
    unnamed.customer.team.billing.account().invoices.clear();
    await shop.sql(`UPDATE invoices SET vercel_id = NULL, state_since = now() - interval '2 days' WHERE id = $1`, [
      unnamed.id,
    ]);
    await nights.pass();
    expect(await found(lost)).toMatchObject([{ differences: ['Vercel does not show it: not_found'] }]);
    expect(await found(unnamed)).toMatchObject([{ differences: ['Vercel has not told its id'] }]);
  });

  it('is not needed of one who has left: what webhooks say is believed then, in any order', async () => {
    const one = await sent();
    await shop.sql('UPDATE installations SET line_closed_at = now() WHERE id = $1', [one.customer.installationId]);
    const { webhooks } = shop.server.vercel;
    webhooks.hold();
    await bills.pass('PT2H');
    await webhooks.release('reversed');
    await shop.settled();
    await bills.untilState(one.customer, one.id, 'paid');
    expect(bills.calls(one.customer, 'GET')).toBe(0);
  });
});
