import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buying, ProductServer, Shop, type Tenant, type TenantAnswer } from '../../support/shop/index.js';
import { until } from '../../support/until.js';

const ROUNDS = 4;
const order = buying({ product: 'postgres', plan: 'pro' });
const uninstall = { method: 'DELETE', body: { cascadeResourceDeletion: true } } as const;

describe('real databases, sold while something else happens', () => {
  let product: ProductServer;
  let shop: Shop;
  beforeAll(async () => {
    product = await ProductServer.open();
    shop = await Shop.open({ product });
  });
  afterAll(async () => {
    await shop.close();
    await product.close();
  });

  it.each([
    ['at once', async () => undefined],
    ['as soon as it is placed', (tenant: Tenant) => until(async () => (await shop.resources(tenant)).length > 0)],
    ['as soon as its database is there', () => until(async () => (await product.databases()).length > 0)],
  ])('are gone with the tenant that leaves while they are sold: %s', async (_when, moment) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const tenant = await shop.tenant();
      const sale = tenant.call({ ...order, key: 'k' });
      await moment(tenant);
      const [sold, left] = await Promise.all([sale, tenant.call(uninstall)]);
      await shop.settled();
      expect([200, 409, 503]).toContain(sold.status);
      expect(left.status).toBe(200);
      expect((await shop.resources(tenant)).filter(({ state }) => state !== 'removed')).toEqual([]);
      expect(await product.pieces()).toEqual([]);
    }
  });

  it('stand once for each that was sold, while others are deleted', async () => {
    const tenant = await shop.tenant();
    const old = await Promise.all(Array.from({ length: 4 }, () => tenant.buy({ product: 'postgres', plan: 'pro' })));
    const calls: Promise<TenantAnswer>[] = old.flatMap(({ id }, index) => [
      tenant.call({ method: 'DELETE', path: `/resources/${id}` }),
      tenant.call({ method: 'DELETE', path: `/resources/${id}` }),
      tenant.call({ ...order, key: `new ${index}` }),
      tenant.call({ ...order, key: `new ${index}` }),
    ]);
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses).toEqual(old.flatMap(() => [204, 204, 200, 200]));
    await shop.settled();
    const live = (await shop.resources(tenant)).filter(({ state }) => state !== 'removed');
    expect(live.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready', 'ready']);
    expect(await product.databases()).toEqual(live.map(({ id }) => id).toSorted());
    await leave(tenant);
    expect(await product.pieces()).toEqual([]);
  });

  async function leave(tenant: Tenant): Promise<void> {
    await tenant.expect(200, uninstall);
    await shop.settled();
  }
});
