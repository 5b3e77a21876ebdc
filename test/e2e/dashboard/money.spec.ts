import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { Cashier } from '../credits/cashier.js';
import { Bills, type Customer } from '../invoices/bills.js';
import { Meter } from '../usage/meter.js';
import { Visitor } from './support/visitor.js';

describe('invoices on the dashboard', () => {
  let shop: Shop;
  let bills: Bills;
  let customer: Customer;
  let ada: Visitor;

  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    bills = new Bills(shop);
    customer = await bills.customer();
    ada = await Visitor.of(shop, customer.team);
  });
  afterAll(() => shop.close());

  it('are listed, and shown line by line under any of their ids', async () => {
    const { resourceId } = customer;
    const total = '999999999.99';
    const item = { billingPlanId: 'pro', resourceId, name: 'Compute', details: '3 hours', price: total, quantity: 1 };
    const id = await bills.invoiced(customer, {
      externalId: `${customer.installationId}:large`,
      items: [{ ...item, units: 'period', total }],
      totalCents: 99_999_999_999,
      accounts: [],
    });
    expect((await ada.see('/dashboard/invoices')).words).toMatch(/Being prepared \$999,999,999\.99/);
    for (const name of [id, `${customer.installationId}:large`]) {
      const { words } = await ada.see(`/dashboard/invoices/${encodeURIComponent(name)}`);
      expect(words).toMatch(
        /Compute · main 3 hours 1 period \$999,999,999\.99 \$999,999,999\.99 Total \$999,999,999\.99/,
      );
    }
  });

  it('are not those that wait for an operator, nor those of others', async () => {
    const externalId = `${customer.installationId}:held`;
    const held = await bills.invoiced(customer, { externalId, accounts: [], heldBecause: 'looks odd' });
    const theirs = await bills.invoiced(await bills.customer());
    for (const id of [held, theirs]) {
      expect((await ada.see(`/dashboard/invoices/${id}`)).status).toBe(404);
      expect((await ada.see('/dashboard/invoices')).text).not.toContain(id);
    }
  });
});

describe('credits on the dashboard', () => {
  it('are told with what has changed them, to the cent', async () => {
    const cashier = await Cashier.open({ workers: 'off' });
    const customer = await cashier.customer();
    await cashier.buy(customer, '25.50');
    const ada = await Visitor.of(cashier.shop, customer.team);
    expect((await ada.see('/dashboard')).words).toContain('Credits left $25.50');
    expect((await ada.see('/dashboard/billing')).words).toMatch(/For Left main \$25\.50 .*Bought main \$25\.50/);
    expect((await ada.see(`/dashboard/resources/${customer.resourceId}/billing`)).words).toContain('$25.50 left');
    await cashier.shop.close();
  });
});

describe('usage on the dashboard', () => {
  it('is told by meter and day, drawn and in figures', async () => {
    const meter = await Meter.start();
    const team = meter.shop.server.vercel.team('Acme');
    await team.install();
    const { id } = await team.provision({ product: 'shop', plan: 'pro', name: 'main' });
    const ada = await Visitor.of(meter.shop, team);
    const path = `/dashboard/resources/${id}/usage`;
    expect((await ada.see(path)).words).toContain('Compute 0 hours used in the last 30 days Nothing was measured');
    const time = new Date().toISOString();
    const told = [
      ['compute', '1.5'],
      ['compute', '1234'],
      ['connections', '7'],
      ['seats', '12'],
    ] as const;
    await meter.tell(...told.map(([type, value]) => meter.event(id, { type, time, data: { value } })));
    const { words, text } = await ada.see(path);
    expect(words).toContain('Compute 1,235.5 hours used in the last 30 days');
    expect(words).toContain('Connections 7 connections at most in the last 30 days');
    expect(words).toContain('Seats 12 seats at the moment');
    const today = `<time datetime="${time.slice(0, 10)}">`;
    expect(text.slice(text.indexOf(today))).toMatch(/^[^>]*>[^<]*<\/time><\/th><td class="number">1,235\.5<\/td>/);
    expect([...text.matchAll(/<rect /g)]).toHaveLength(90);
    expect((await ada.see('/dashboard/usage')).words).toContain('Compute 1,235.5 hours');
    expect((await ada.see('/dashboard/usage')).words).not.toContain('Whole installation');
    await meter.tell(meter.event(team.installation().id, { type: 'shop/compute', time, data: { value: '2' } }));
    expect((await ada.see('/dashboard/usage')).words).toMatch(/Whole installation Compute 2 hours$/);
    await meter.shop.close();
  });
});
