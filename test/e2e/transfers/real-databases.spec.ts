import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inSession, rowsOf } from '../../../src/modules/resources/testing/postgres-server.js';
import { ProductServer, Shop, type Sold } from '../../support/shop/index.js';
import { Transfers } from './transfers.js';

const urlOf = (secrets: Sold['secrets']): string => secrets.find(({ name }) => name === 'POSTGRES_URL')?.value ?? '';

describe('the transfer of a real database', () => {
  let product: ProductServer;
  let shop: Shop;
  let transfers: Transfers;
  beforeAll(async () => {
    product = await ProductServer.open();
    shop = await Shop.open({ product });
    transfers = new Transfers(shop);
  });
  afterAll(async () => {
    await shop.close();
    await product.close();
  });

  it('leaves addresses, data and even open sessions as they are, and everything else to the new owner', async () => {
    const [source, target] = [await shop.tenant(), await shop.tenant()];
    const { id, secrets } = await source.buy({ product: 'postgres', plan: 'pro' });
    await rowsOf(urlOf(secrets), 'CREATE TABLE orders (id int); INSERT INTO orders VALUES (7)');
    await inSession(urlOf(secrets), async (session) => {
      await transfers.transfer(source, target, [{ id }]);
      await shop.settled();
      expect((await session.query('SELECT id FROM orders')).rows).toEqual([{ id: 7 }]);
    });
    expect(await rowsOf(urlOf(secrets), 'SELECT id FROM orders')).toEqual([{ id: 7 }]);
    const typed = { method: 'POST', path: `/resources/${id}/repl`, body: { input: 'SELECT id FROM orders' } } as const;
    expect((await target.expect(200, typed)).text).toContain('(1 row)');
    await source.expect(404, typed);
    const rotation = { method: 'POST', path: `/resources/${id}/secrets/rotate` } as const;
    const renewed = (JSON.parse((await target.expect(200, rotation)).text) as Sold).secrets;
    expect(await rowsOf(urlOf(renewed), 'SELECT id FROM orders')).toEqual([{ id: 7 }]);
    await shop.settled();
    await expect(rowsOf(urlOf(secrets), 'SELECT 1')).rejects.toThrow();
    await target.expect(204, { method: 'DELETE', path: `/resources/${id}` });
    await shop.settled();
    expect((await product.pieces()).filter(({ name }) => name.startsWith(id))).toEqual([]);
  });
});
