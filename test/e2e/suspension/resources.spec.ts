import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Shop, Sold, Tenant } from '../../support/shop/index.js';
import { Rotations } from '../rotation/rotations.js';
import { Desk } from './desk.js';

describe('a resource that an operator suspends', () => {
  let desk: Desk;
  let shop: Shop;
  let tenant: Tenant;
  let sold: Sold;
  beforeAll(async () => {
    desk = await Desk.open();
    shop = desk.shop;
  });
  beforeEach(async () => {
    tenant = await shop.tenant();
    sold = await tenant.buy();
  });
  afterAll(() => shop.close());

  const suspend = async () => {
    expect((await desk.resource(sold.id, 'suspend')).status).toBe(200);
    await desk.untilStatus(tenant, sold.id, 'suspended');
  };
  const command = (input: string) => ({ method: 'POST', path: `/resources/${sold.id}/repl`, body: { input } }) as const;
  const change = (body: object) => ({ method: 'PATCH', path: `/resources/${sold.id}`, body }) as const;

  it('is shut at the product, reads as suspended, and comes back as it was', async () => {
    await suspend();
    expect(desk.isShut(sold.id)).toBe(true);
    expect((await desk.resource(sold.id, 'resume', 'paid')).status).toBe(200);
    await desk.untilStatus(tenant, sold.id, 'ready');
    expect(desk.isShut(sold.id)).toBe(false);
    await tenant.expect(200, command('read'));
    const { actions } = await shop.effects(tenant);
    expect(actions.filter((action) => /resum|suspen/.test(action)).toSorted()).toEqual([
      'resource.resumed',
      'resource.resumption-requested',
      'resource.suspended',
      'resource.suspension-requested',
    ]);
  });

  it('is told of with the reasons, and the operator who gave them is on record', async () => {
    const { body } = await desk.resource(sold.id, 'suspend', 'Unpaid since May');
    expect(body).toMatchObject({
      resourceId: sold.id,
      installationId: tenant.id,
      suspensions: [],
      resourceSuspensions: [{ cause: 'operator', message: 'Unpaid since May', since: expect.any(String) }],
      refused: [],
    });
    const [entry] = await shop.sql(
      `SELECT actor_kind, actor_id, details FROM audit_entries WHERE installation_id = $1 AND action = 'resource.suspension-requested'`,
      [tenant.id],
    );
    expect(entry).toEqual({
      actor_kind: 'operator',
      actor_id: 'ops',
      details: { cause: 'operator', message: 'Unpaid since May', causes: { before: [], after: ['operator'] } },
    });
  });

  it('is suspended and resumed once, however often it is asked', async () => {
    for (let time = 0; time < 3; time += 1) await suspend();
    for (let time = 0; time < 3; time += 1) expect((await desk.resource(sold.id, 'resume')).status).toBe(200);
    await desk.untilStatus(tenant, sold.id, 'ready');
    await shop.settled();
    expect(desk.asked(sold.id)).toEqual(['suspend', 'resume']);
    const { actions } = await shop.effects(tenant);
    expect(actions.filter((action) => action.endsWith('-requested'))).toHaveLength(2);
  });

  it('stays so for as long as another cause is left', async () => {
    await suspend();
    const bill = { resourceId: sold.id, cause: 'billing', message: 'The invoice is overdue.' } as const;
    await desk.suspensions.suspend(tenant.id, bill);
    const { body } = await desk.resource(sold.id, 'resume');
    expect(body['resourceSuspensions']).toMatchObject([{ cause: 'billing', message: 'The invoice is overdue.' }]);
    await shop.settled();
    expect(await desk.statusOf(tenant, sold.id)).toBe('suspended');
    await desk.suspensions.resume(tenant.id, { ...bill, message: 'paid' });
    await desk.untilStatus(tenant, sold.id, 'ready');
    expect(desk.asked(sold.id)).toEqual(['suspend', 'resume']);
    const entries = await shop.sql(
      `SELECT details->'causes' AS causes FROM audit_entries WHERE subject = $1 AND action LIKE '%ion-requested' ORDER BY at`,
      [sold.id],
    );
    expect(entries.map(({ causes }) => causes)).toEqual([
      { before: [], after: ['operator'] },
      { before: ['operator'], after: ['operator', 'billing'] },
      { before: ['operator', 'billing'], after: ['billing'] },
      { before: ['billing'], after: [] },
    ]);
  });

  it('takes no commands, and says why', async () => {
    await suspend();
    const refused = await tenant.expect(409, command('read'));
    expect(JSON.parse(refused.text)).toEqual({
      error: {
        code: 'conflict',
        message: 'The resource is suspended',
        user: { message: 'The resource is suspended.' },
      },
    });
    expect(desk.asked(sold.id)).toEqual(['suspend']);
  });

  it('is still read, renamed and moved to another plan, of which the product hears', async () => {
    await suspend();
    await tenant.expect(200, change({ name: 'renamed', billingPlanId: 'pro' }));
    await shop.settled();
    expect(shop.driver.instances.get(sold.id)?.resource).toMatchObject({ name: 'renamed', planId: 'pro' });
    expect(desk.isShut(sold.id)).toBe(true);
    const { text } = await tenant.expect(200, { method: 'GET', path: '/resources' });
    expect(JSON.parse(text)).toMatchObject({ resources: [{ id: sold.id, name: 'renamed', status: 'suspended' }] });
  });

  it('still gets new secrets, which open it after it is resumed', async () => {
    await suspend();
    const secrets = Rotations.secretsOf(await tenant.expect(200, Rotations.of(sold.id, 0)));
    await shop.settled();
    expect(desk.isShut(sold.id)).toBe(true);
    await desk.resource(sold.id, 'resume');
    await desk.untilStatus(tenant, sold.id, 'ready');
    expect(new Rotations(shop).opens(sold.id, secrets)).toBe(true);
    expect(new Rotations(shop).opens(sold.id, sold.secrets)).toBe(false);
  });

  it('can be deleted, of which nothing is left', async () => {
    await suspend();
    await tenant.expect(204, { method: 'DELETE', path: `/resources/${sold.id}` });
    await shop.settled();
    expect(shop.driver.instances.has(sold.id)).toBe(false);
    expect(await shop.sql('SELECT 1 FROM resource_suspensions WHERE resource_id = $1', [sold.id])).toEqual([]);
    expect((await desk.resource(sold.id, 'resume')).status).toBe(409);
  });
});
