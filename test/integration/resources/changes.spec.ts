import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Tenant } from '../../support/shop/index.js';

describe('changes of a resource', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop.close());

  const change = (tenant: Tenant, id: string, body: object): Promise<unknown> =>
    tenant.expect(200, { method: 'PATCH', path: `/resources/${id}`, body });
  const entries = (tenant: Tenant): Promise<unknown[]> =>
    shop.sql(
      `SELECT action, actor_kind, subject, details FROM audit_entries
       WHERE installation_id = $1 AND action IN ('resource.changed', 'resource.change-refused') ORDER BY at`,
      [tenant.id],
    );

  it('are recorded with who made them, which fields, and from which plan to which', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy();
    await change(tenant, id, { name: 'renamed', billingPlanId: 'pro', metadata: {} });
    const details = { fields: ['name', 'billingPlanId'], billingPlanId: { before: 'free', after: 'pro' } };
    expect(await entries(tenant)).toEqual([
      { action: 'resource.changed', actor_kind: 'vercel-user', subject: id, details },
    ]);
  });

  it('that change nothing leave no entry, and the product is not told', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy({ name: 'same' });
    await change(tenant, id, {});
    await change(tenant, id, { name: 'same', billingPlanId: 'free', metadata: {}, status: 'ready' });
    await shop.settled();
    expect(await entries(tenant)).toEqual([]);
    expect((await shop.effects(tenant)).driver).toEqual(['provision']);
  });

  it('that the product refuses for good are not put to it again before the next one', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy();
    shop.driver.next('update', 'final');
    await change(tenant, id, { name: 'refused' });
    await shop.settled();
    const outstanding = await shop.sql('SELECT due_at, busy_until FROM resources WHERE id = $1', [id]);
    expect(outstanding).toEqual([{ due_at: null, busy_until: null }]);
    expect((await entries(tenant)).at(-1)).toMatchObject({
      action: 'resource.change-refused',
      actor_kind: 'job',
      details: { state: { before: 'ready', after: 'error' } },
    });
    await change(tenant, id, { name: 'welcome' });
    await shop.settled();
    expect(shop.driver.instances.get(id)?.resource.name).toBe('welcome');
  });

  it('and commands are recorded before they run, without their text', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy();
    await tenant.expect(200, { method: 'POST', path: `/resources/${id}/repl`, body: { input: 'write' } });
    const recorded = await shop.sql(
      `SELECT actor_kind, details FROM audit_entries WHERE subject = $1 AND action = 'resource.command-requested'`,
      [id],
    );
    expect(recorded).toEqual([{ actor_kind: 'vercel-user', details: { mode: 'read-write' } }]);
  });
});
