import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../../support/until.js';
import { buying, Shop, type Tenant, type TenantCall } from '../../support/shop/index.js';

const CUT = `SELECT count(pg_terminate_backend(pid))::integer AS cut FROM pg_stat_activity
  WHERE datname = current_database() AND application_name LIKE 'stallholder%' AND pid <> pg_backend_pid()
    AND application_name <> 'stallholder-test'`;

/** As Vercel does: what meets a connection that has just died is 503, and is tried again. */
async function comesThrough(tenant: Tenant, call: TenantCall, status: number): Promise<void> {
  await until(async () => (await tenant.call(call)).status === status);
}

describe('connections to the database that break', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop.close());

  it('are made anew, for requests and for jobs', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy();
    for (let round = 0; round < 3; round += 1) {
      const [{ cut } = { cut: 0 }] = await shop.sql<{ cut: number }>(CUT);
      expect(cut).toBeGreaterThan(1);
      await comesThrough(tenant, { method: 'GET', path: `/resources/${id}` }, 200);
      await comesThrough(tenant, { ...buying({ name: `round ${round}` }), key: `round ${round}` }, 200);
      const extra = (await shop.resources(tenant)).at(-1)?.id ?? '';
      await comesThrough(tenant, { method: 'DELETE', path: `/resources/${extra}` }, 204);
      await shop.settled();
      expect(shop.driver.instances.has(extra)).toBe(false);
    }
  });
});
