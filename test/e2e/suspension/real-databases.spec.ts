import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inSession, rowsOf } from '../../../src/modules/resources/testing/postgres-server.js';
import { ProductServer, type Sold } from '../../support/shop/index.js';
import { Desk } from './desk.js';

const urlOf = ({ secrets }: Sold): string => secrets.find(({ name }) => name === 'POSTGRES_URL')?.value ?? '';

describe('the suspension of a real database', () => {
  let product: ProductServer;
  let desk: Desk;
  beforeAll(async () => {
    product = await ProductServer.open();
    desk = await Desk.open({ product });
  });
  afterAll(async () => {
    await desk.shop.close();
    await product.close();
  });

  it('ends its sessions and refuses new ones, until it is resumed with all its data', async () => {
    const tenant = await desk.shop.tenant();
    const sold = await tenant.buy({ product: 'postgres', plan: 'pro' });
    await rowsOf(urlOf(sold), 'CREATE TABLE orders (id int); INSERT INTO orders VALUES (7)');
    await inSession(urlOf(sold), async (session) => {
      await session.query('SELECT 1');
      await desk.resource(sold.id, 'suspend');
      await desk.untilStatus(tenant, sold.id, 'suspended');
      await expect(session.query('SELECT 1')).rejects.toThrow();
    });
    await expect(rowsOf(urlOf(sold), 'SELECT 1')).rejects.toThrow();
    await desk.resource(sold.id, 'resume');
    await desk.untilStatus(tenant, sold.id, 'ready');
    expect(await rowsOf(urlOf(sold), 'SELECT id FROM orders')).toEqual([{ id: 7 }]);
  });

  it('of an installation shuts all of its databases and no other', async () => {
    const [tenant, other] = [await desk.shop.tenant(), await desk.shop.tenant()];
    const sold = [
      await tenant.buy({ product: 'postgres', plan: 'pro' }),
      await tenant.buy({ product: 'postgres', plan: 'pro' }),
    ];
    const theirs = await other.buy({ product: 'postgres', plan: 'pro' });
    await desk.installation(tenant, 'suspend');
    for (const { id } of sold) await desk.untilStatus(tenant, id, 'suspended');
    for (const each of sold) await expect(rowsOf(urlOf(each), 'SELECT 1')).rejects.toThrow();
    expect(await rowsOf(urlOf(theirs), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await desk.installation(tenant, 'resume');
    for (const { id } of sold) await desk.untilStatus(tenant, id, 'ready');
    for (const each of sold) expect(await rowsOf(urlOf(each), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
