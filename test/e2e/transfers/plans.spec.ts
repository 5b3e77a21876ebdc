import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Sold, stayed, type Tenant } from '../../support/shop/index.js';
import { toldTo, Transfers } from './transfers.js';

const UNINSTALL = { method: 'DELETE', body: {} } as const;
/** Long enough to be invoiced. */
const FIVE_DAYS = ['0 days', '5 days'] as const;

async function buyAll(tenant: Tenant, plan: string, count: number): Promise<Sold[]> {
  const sold: Sold[] = [];
  for (let number = 0; number < count; number += 1) sold.push(await tenant.buy({ plan }));
  return sold;
}

describe('with plans of their own, resources that are transferred', () => {
  let shop: Shop;
  let transfers: Transfers;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    transfers = new Transfers(shop);
  });
  afterAll(() => shop.close());

  it('keep them', async () => {
    const [source, target] = [await shop.tenant(), await shop.tenant()];
    const sold = await source.buy({ plan: 'pro' });
    const claim = await transfers.request(source, [sold]);
    expect(await transfers.verify(target, claim)).toEqual({});
    await transfers.accept(target, claim);
    expect((await shop.resources(target)).map(({ plan_id }) => plan_id)).toEqual(['pro']);
  });

  it('leave the source with its last invoice, and make the target owe from then on', async () => {
    const [source, target] = [await shop.tenant(), await shop.tenant()];
    await transfers.transfer(source, target, [await source.buy({ plan: 'pro' })]);
    for (const tenant of [source, target]) await stayed(shop, tenant, { pro: FIVE_DAYS });
    expect((await source.expect(200, UNINSTALL)).text).toBe('{"finalized":false}');
    expect((await target.expect(200, UNINSTALL)).text).toBe('{"finalized":false}');
  });

  it('do not make the target owe for what they cost the source', async () => {
    const [source, target] = [await shop.tenant(), await shop.tenant()];
    const sold = await source.buy({ plan: 'pro' });
    await source.expect(200, { method: 'PATCH', path: `/resources/${sold.id}`, body: { billingPlanId: 'free' } });
    await transfers.transfer(source, target, [sold]);
    for (const tenant of [source, target]) await stayed(shop, tenant, { pro: FIVE_DAYS });
    expect((await source.expect(200, UNINSTALL)).text).toBe('{"finalized":false}');
    expect((await target.expect(200, UNINSTALL)).text).toBe('{"finalized":true}');
  });

  it('must have room on them in the target, all together', async () => {
    const [source, target] = [await shop.tenant(), await shop.tenant()];
    const two = await buyAll(source, 'three', 2);
    const there = await buyAll(target, 'three', 2);
    const claim = await transfers.request(source, two);
    expect(toldTo(await target.expect(409, Transfers.verifying(claim)))).toMatch(/limit of the plan Three/);
    await target.expect(204, { method: 'DELETE', path: `/resources/${there[0]?.id}` });
    await transfers.verify(target, claim);
    await target.buy({ plan: 'three' });
    expect(toldTo(await target.expect(409, Transfers.accepting(claim)))).toMatch(/limit of the plan Three/);
    expect(await shop.resources(source)).toHaveLength(2);
  });
});

describe('with one plan for the installation, resources that are transferred', () => {
  let shop: Shop;
  let transfers: Transfers;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off', billing: 'installation' });
    transfers = new Transfers(shop);
  });
  afterAll(() => shop.close());

  const on = async (plan: string): Promise<Tenant> => {
    const tenant = await shop.tenant();
    await tenant.expect(200, { method: 'PATCH', body: { billingPlanId: plan } });
    return tenant;
  };
  const planOf = async (tenant: Tenant) => {
    const [row] = await shop.sql('SELECT billing_plan_id FROM installations WHERE id = $1', [tenant.id]);
    return row?.['billing_plan_id'];
  };
  const plansOf = async (tenant: Tenant) => (await shop.resources(tenant)).map(({ plan_id }) => plan_id);

  it('move to the plan of the target, if that suffices', async () => {
    const [source, target] = [await shop.tenant(), await on('team')];
    const claim = await transfers.request(source, [await source.buy({ plan: 'base' })]);
    expect(await transfers.verify(target, claim)).toEqual({});
    await transfers.accept(target, claim);
    expect([await planOf(target), await plansOf(target)]).toEqual(['team', ['team']]);
    await stayed(shop, target, { team: FIVE_DAYS });
    expect((await target.expect(200, UNINSTALL)).text).toBe('{"finalized":false}');
  });

  it('that cost something make the target, which pays nothing, take their plan, with all that it has', async () => {
    const [source, target] = [await on('team'), await shop.tenant()];
    await target.buy({ plan: 'base' });
    const claim = await transfers.request(source, [await source.buy({ plan: 'team' })]);
    expect(await transfers.verify(target, claim)).toEqual({ newBillingPlan: expect.objectContaining({ id: 'team' }) });
    await transfers.accept(target, claim);
    expect([await planOf(target), await plansOf(target)]).toEqual(['team', ['team', 'team']]);
    expect([await planOf(source), await plansOf(source)]).toEqual(['team', []]);
  });

  it('that are free and find no room are refused, since no plan is asked for what is free', async () => {
    const [source, target] = [await shop.tenant(), await on('solo')];
    await target.buy({ plan: 'solo' });
    const claim = await transfers.request(source, [await source.buy({ plan: 'base' })]);
    await target.expect(409, Transfers.verifying(claim));
    await target.expect(409, Transfers.accepting(claim));
    expect([await planOf(target), await plansOf(target), await plansOf(source)]).toEqual(['solo', ['solo'], ['base']]);
  });

  it('wait for the target to hear of a plan that it was not told about', async () => {
    const [source, target] = [await on('team'), await on('team')];
    const claim = await transfers.request(source, [await source.buy({ plan: 'team' })]);
    expect(await transfers.verify(target, claim)).toEqual({});
    await target.expect(200, { method: 'PATCH', body: { billingPlanId: 'base' } });
    await target.expect(409, Transfers.accepting(claim));
    expect(await planOf(target)).toBe('base');
    expect(await transfers.verify(target, claim)).toMatchObject({ newBillingPlan: { id: 'team' } });
    await transfers.accept(target, claim);
    expect(await planOf(target)).toBe('team');
  });
});
