import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, stayed, type Tenant, type TenantAnswer } from '../../support/shop/index.js';

const planIn = ({ text }: TenantAnswer): unknown =>
  (JSON.parse(text) as { billingPlan: { id: string } }).billingPlan.id;

describe('a plan for the whole installation', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ billing: 'installation' });
  });
  afterAll(() => shop.close());

  const move = (tenant: Tenant, plan: string): Promise<TenantAnswer> =>
    tenant.call({ method: 'PATCH', body: { billingPlanId: plan } });

  it('is that of its resources, and their product hears of a change', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy({ plan: 'base' });
    expect(await move(tenant, 'team')).toMatchObject({ status: 200 });
    expect(planIn(await tenant.expect(200, { method: 'GET', path: `/resources/${id}` }))).toBe('team');
    await shop.settled();
    expect(shop.driver.instances.get(id)?.resource.planId).toBe('team');
  });

  it('moves all resources when one of them is moved, or another one bought on it', async () => {
    const tenant = await shop.tenant();
    const first = await tenant.buy({ plan: 'base' });
    const second = await tenant.buy({ plan: 'base', product: 'stall' });
    await tenant.expect(200, { method: 'PATCH', path: `/resources/${first.id}`, body: { billingPlanId: 'team' } });
    const plans = async (): Promise<string[]> => (await shop.resources(tenant)).map(({ plan_id: plan }) => plan);
    expect(await plans()).toEqual(['team', 'team']);
    await tenant.buy({ plan: 'base' });
    expect(await plans()).toEqual(['base', 'base', 'base']);
    expect(planIn(await tenant.expect(200, { method: 'GET' }))).toBe('base');
    await shop.settled();
    expect(shop.driver.instances.get(second.id)?.resource.planId).toBe('base');
  });

  it('counts the resources of all products against its limit, and lets one move under it', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy({ plan: 'base' });
    const change = { method: 'PATCH', path: `/resources/${id}`, body: { billingPlanId: 'solo' } } as const;
    await tenant.expect(200, change);
    await expect(tenant.buy({ plan: 'solo', product: 'stall' })).rejects.toThrow('gave 409');
    await tenant.buy({ plan: 'base', product: 'stall' });
    expect(await move(tenant, 'solo')).toMatchObject({ status: 409 });
    expect(await tenant.call(change)).toMatchObject({ status: 409 });
    expect(planIn(await tenant.expect(200, { method: 'GET' }))).toBe('base');
  });

  it('that ever cost something leaves the window for a last invoice open', async () => {
    const tenant = await shop.tenant();
    await move(tenant, 'team');
    await move(tenant, 'base');
    await stayed(shop, tenant, { team: ['0 days', '5 days'] });
    expect(await tenant.expect(200, { method: 'DELETE' })).toMatchObject({ text: '{"finalized":false}' });
    const neverPaid = await shop.tenant();
    expect(await neverPaid.expect(200, { method: 'DELETE' })).toMatchObject({ text: '{"finalized":true}' });
  });

  it('that has left the catalog is still told, and still owed for', async () => {
    const tenant = await shop.tenant();
    await move(tenant, 'team');
    await shop.sql(`UPDATE installations SET billing_plan_id = 'gone' WHERE id = $1`, [tenant.id]);
    await shop.sql(`UPDATE plan_segments SET plan_id = 'gone' WHERE installation_id = $1 AND ended_at IS NULL`, [
      tenant.id,
    ]);
    expect(planIn(await tenant.expect(200, { method: 'GET' }))).toBe('gone');
    expect(await tenant.expect(200, { method: 'DELETE' })).toMatchObject({ text: '{"finalized":false}' });
  });
});
