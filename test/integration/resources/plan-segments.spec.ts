import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Rotations } from '../../e2e/rotation/rotations.js';
import { Transfers } from '../../e2e/transfers/transfers.js';
import { Shop, type Tenant } from '../../support/shop/index.js';

/** Plans in the order in which they were taken, whether each began when the one before ended, and whether it goes on. */
const OF = `SELECT resource_id AS "resourceId", plan_id AS plan, ended_at IS NULL AS open,
    coalesce(started_at = lag(ended_at) OVER (PARTITION BY resource_id ORDER BY started_at, ended_at), true) AS seamless
  FROM plan_segments WHERE installation_id = $1 ORDER BY started_at, ended_at NULLS LAST`;

describe('the times on plans', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop.close());

  const timesOf = async (tenant: Tenant, of: Shop = shop): Promise<string[]> =>
    (await of.sql<{ plan: string; open: boolean; seamless: boolean }>(OF, [tenant.id])).map(
      ({ plan, open, seamless }) => `${plan} ${open ? 'goes on' : 'ended'}${seamless ? '' : ' with a gap'}`,
    );
  const change = (tenant: Tenant, id: string, body: object): Promise<unknown> =>
    tenant.expect(200, { method: 'PATCH', path: `/resources/${id}`, body });

  it('follow a resource from its answer through changes of plan to its deletion, without a gap', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy();
    expect(await timesOf(tenant)).toEqual(['free goes on']);
    await change(tenant, id, { billingPlanId: 'pro' });
    await change(tenant, id, { name: 'renamed', metadata: {} });
    await change(tenant, id, { billingPlanId: 'free' });
    expect(await timesOf(tenant)).toEqual(['free ended', 'pro ended', 'free goes on']);
    await tenant.expect(204, { method: 'DELETE', path: `/resources/${id}` });
    await shop.settled();
    expect(await timesOf(tenant)).toEqual(['free ended', 'pro ended', 'free ended']);
  });

  it('do not begin when the product makes nothing', async () => {
    const tenant = await shop.tenant();
    shop.driver.next('provision', 'final');
    await expect(tenant.buy({ plan: 'pro' })).rejects.toThrow();
    await shop.settled();
    expect(await timesOf(tenant)).toEqual([]);
  });

  it('begin when a product that takes its time has made it, on the plan that it then is on', async () => {
    const tenant = await shop.tenant();
    shop.driver.next('provision', 'pending');
    const { id } = await tenant.buy();
    await change(tenant, id, { billingPlanId: 'pro' });
    expect(await timesOf(tenant)).toEqual([]);
    await new Rotations(shop).pass(61);
    expect(await timesOf(tenant)).toEqual(['pro goes on']);
  });

  it('stay with the source of a transfer, and begin anew with the target', async () => {
    const [source, target] = await Promise.all([shop.tenant(), shop.tenant()]);
    const sold = await source.buy();
    await new Transfers(shop).transfer(source, target, [sold]);
    expect(await timesOf(source)).toEqual(['free ended']);
    expect(await timesOf(target)).toEqual(['free goes on']);
  });

  it('end for all resources of a customer who leaves', async () => {
    const tenant = await shop.tenant();
    await tenant.buy();
    await tenant.buy({ plan: 'pro', name: 'second' });
    await tenant.expect(200, { method: 'DELETE', body: {} });
    await shop.settled();
    expect(await timesOf(tenant)).toEqual(['free ended', 'pro ended']);
  });

  it('follow the plan of an installation, with what is on it, from the first day to its end', async () => {
    const shared = await Shop.open({ billing: 'installation' });
    const tenant = await shared.tenant();
    const { id } = await tenant.buy({ plan: 'base' });
    await tenant.expect(200, { method: 'PATCH', body: { billingPlanId: 'team' } });
    expect(await timesOf(tenant, shared)).toEqual(['base ended', 'base ended', 'team goes on', 'team goes on']);
    const whose = await shared.sql(`SELECT resource_id FROM plan_segments WHERE installation_id = $1 AND ended_at IS NULL
      ORDER BY resource_id NULLS FIRST`, [tenant.id]); // prettier-ignore
    expect(whose).toEqual([{ resource_id: null }, { resource_id: id }]);
    await tenant.expect(200, { method: 'DELETE', body: {} });
    await shared.settled();
    expect(new Set(await timesOf(tenant, shared))).toEqual(new Set(['base ended', 'team ended']));
    await shared.close();
  });
});
