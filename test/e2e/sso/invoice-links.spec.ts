import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { Bills } from '../invoices/bills.js';
import { Browser } from './support/browser.js';

describe('who opens an invoice from Vercel', () => {
  let shop: Shop;
  let bills: Bills;

  beforeAll(async () => {
    shop = await Shop.open();
    bills = new Bills(shop);
  });
  afterAll(() => shop.close());

  it('comes to it by any of its ids, and only when it is of their own team', async () => {
    const [customer, other] = [await bills.customer(), await bills.customer()];
    const id = await bills.invoiced(customer);
    await bills.untilState(customer, id, 'pending');
    const [held] = customer.team.billing.invoices();
    const names = [id, held?.externalId ?? '', held?.invoiceId ?? ''];
    expect(new Set(names).size).toBe(3);
    for (const name of names) {
      const context = { invoice_id: name, resource_id: customer.resourceId };
      const [own, foreign] = await Promise.all(
        [customer, other].map(({ team }) => new Browser().get(team.openProvider(context))),
      );
      expect(own?.location).toBe(`${shop.server.url}/dashboard/invoices/${id}`);
      expect(foreign?.location).toBe(`${shop.server.url}/dashboard`);
    }
  });
});
