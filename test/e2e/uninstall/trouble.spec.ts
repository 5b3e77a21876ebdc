import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Tenant } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { OPERATOR, Uninstalls } from './uninstalls.js';

describe('a resource that cannot be removed', () => {
  let shop: Shop;
  let uninstalls: Uninstalls;

  beforeAll(async () => {
    shop = await Shop.open({ env: { ADMIN_API_KEYS: `tests:${OPERATOR}` } });
    uninstalls = new Uninstalls(shop);
  });
  afterAll(() => shop.close());

  async function leaving(): Promise<{ readonly tenant: Tenant; readonly id: string }> {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy();
    return { tenant, id };
  }

  const asked = (id: string): number =>
    shop.driver.calls.filter((call) => call.resourceId === id && call.operation === 'deprovision').length;

  it('because the product refuses is shown with the reason, and asked about ever more rarely until it is gone', async () => {
    const { tenant, id } = await leaving();
    shop.driver.next('deprovision', 'final', 'final', 'final');
    await tenant.expect(200, { method: 'DELETE' });
    await shop.settled();
    const problem = 'The memory driver was told to refuse.';
    const first = await uninstalls.listed(tenant.id);
    expect(first).toMatchObject({ stage: 'removing', resourcesLeft: 1, resources: [{ id, attempts: 1, problem }] });
    await uninstalls.pass(301);
    expect(await uninstalls.listed(tenant.id)).toMatchObject({ resources: [{ id, attempts: 2, problem }] });
    await uninstalls.pass(301);
    expect(asked(id)).toBe(2);
    await uninstalls.pass(301);
    expect([asked(id), (await uninstalls.listed(tenant.id))?.resources[0]?.attempts]).toEqual([3, 3]);
    await uninstalls.pass(1_201);
    expect(await uninstalls.stateOf(tenant.id)).toEqual({ state: 'uninstalled', stage: 'finalized', token: false });
    const { actions } = await shop.effects(tenant);
    expect(actions.filter((action) => action === 'resource.removal-refused')).toHaveLength(1);
    expect(await shop.sql(`SELECT id FROM pgboss.job WHERE name = 'dead'`)).toEqual([]);
  });

  it('because the product is away is shown as well, and goes when it is back', async () => {
    const { tenant, id } = await leaving();
    shop.driver.next('deprovision', 'transient');
    const release = [shop.driver.hold('deprovision'), shop.driver.hold('deprovision')];
    release[0]?.();
    await tenant.expect(200, { method: 'DELETE' });
    await until(() => asked(id) === 2);
    const problem = 'The product is not available';
    expect(await uninstalls.listed(tenant.id)).toMatchObject({ resources: [{ id, attempts: 1, problem }] });
    release[1]?.();
    await shop.settled();
    expect(await uninstalls.stateOf(tenant.id)).toMatchObject({ stage: 'finalized' });
  });

  it('is none when only its product has left the catalog', async () => {
    const { tenant, id } = await leaving();
    await shop.sql(`UPDATE resources SET product_slug = 'sold-no-more' WHERE installation_id = $1`, [tenant.id]);
    await tenant.expect(200, { method: 'DELETE' });
    await shop.settled();
    expect(shop.driver.instances.has(id)).toBe(false);
    expect(await uninstalls.stateOf(tenant.id)).toMatchObject({ stage: 'finalized' });
  });
});
