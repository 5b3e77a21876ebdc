import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Shop, Sold, Tenant } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Desk } from './desk.js';

describe('what a product does not do', () => {
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

  const rename = (name: string) =>
    tenant.expect(200, { method: 'PATCH', path: `/resources/${sold.id}`, body: { name } });
  const untilRecorded = (action: string) => until(async () => (await shop.effects(tenant)).actions.includes(action));

  it('for a while, is asked again by itself', async () => {
    shop.driver.next('suspend', 'transient');
    await desk.resource(sold.id, 'suspend');
    await desk.untilStatus(tenant, sold.id, 'suspended');
    expect(desk.asked(sold.id)).toEqual(['suspend', 'suspend']);
  });

  it('is found by the reconciler when its job is lost', async () => {
    await shop.sql(`UPDATE resources SET held = true, due_at = '2026-01-01T00:00:00Z' WHERE id = $1`, [sold.id]);
    await desk.pass(1);
    await desk.untilStatus(tenant, sold.id, 'suspended');
  });

  it('is not looked for again and again where a wish was taken back before the product heard of it', async () => {
    await shop.sql(`UPDATE resources SET due_at = '2026-01-01T00:00:00Z' WHERE id = $1`, [sold.id]);
    await desk.pass(1);
    await until(async () => {
      const [row] = await shop.sql('SELECT due_at FROM resources WHERE id = $1', [sold.id]);
      return row?.['due_at'] === null;
    });
    expect(desk.asked(sold.id)).toEqual([]);
  });

  it('for good, is not asked again before an operator wants it', async () => {
    shop.driver.next('suspend', 'final');
    await desk.resource(sold.id, 'suspend');
    await untilRecorded('resource.suspension-refused');
    await desk.pass(600);
    expect(desk.asked(sold.id)).toEqual(['suspend']);
    expect(await desk.statusOf(tenant, sold.id)).toBe('ready');
    const { body } = await desk.resource(sold.id, 'retry', 'the product was mended');
    expect(body).toMatchObject({ outstanding: 'suspend', refused: [] });
    await desk.untilStatus(tenant, sold.id, 'suspended');
  });

  it('for good, keeps the console closed and a resource shut that somebody wants back', async () => {
    await desk.resource(sold.id, 'suspend');
    await desk.untilStatus(tenant, sold.id, 'suspended');
    shop.driver.next('resume', 'final');
    await desk.resource(sold.id, 'resume');
    await untilRecorded('resource.resumption-refused');
    expect(await desk.statusOf(tenant, sold.id)).toBe('suspended');
    await tenant.expect(409, { method: 'POST', path: `/resources/${sold.id}/repl`, body: { input: 'read' } });
    expect((await desk.resource(sold.id, 'suspend')).body).toMatchObject({ state: 'suspended', refused: [] });
    await desk.resource(sold.id, 'resume');
    await desk.untilStatus(tenant, sold.id, 'ready');
  });

  it('for good, is an error where it was a change, until it is done after all', async () => {
    shop.driver.next('update', 'final');
    await rename('too long for it');
    await desk.untilStatus(tenant, sold.id, 'error');
    await desk.pass(600);
    expect(desk.asked(sold.id)).toEqual(['update']);
    const { body } = await desk.resource(sold.id, 'retry');
    expect(body).toMatchObject({ state: 'error', outstanding: 'update' });
    await desk.untilStatus(tenant, sold.id, 'ready');
    expect(shop.driver.instances.get(sold.id)?.resource.name).toBe('too long for it');
    const entry = `SELECT details FROM audit_entries WHERE subject = $1 AND action = 'resource.retry-requested'`;
    expect(await shop.sql(entry, [sold.id])).toMatchObject([
      { details: { refused: ['update'], outstanding: 'update', state: { before: 'error', after: 'error' } } },
    ]);
  });

  it('for good, is an error that the next change of the customer ends', async () => {
    shop.driver.next('update', 'final');
    await rename('too long for it');
    await desk.untilStatus(tenant, sold.id, 'error');
    await tenant.expect(200, { method: 'POST', path: `/resources/${sold.id}/repl`, body: { input: 'read' } });
    await rename('shorter');
    await desk.untilStatus(tenant, sold.id, 'ready');
    expect(shop.driver.instances.get(sold.id)?.resource.name).toBe('shorter');
  });

  it('for good, is an error also after a suspension, but does not stand in its way', async () => {
    shop.driver.next('update', 'final');
    await rename('too long for it');
    await desk.untilStatus(tenant, sold.id, 'error');
    await desk.resource(sold.id, 'suspend');
    await desk.untilStatus(tenant, sold.id, 'suspended');
    await desk.resource(sold.id, 'resume');
    await desk.untilStatus(tenant, sold.id, 'error');
    await desk.resource(sold.id, 'retry');
    await desk.untilStatus(tenant, sold.id, 'ready');
    expect(desk.asked(sold.id)).toEqual(['update', 'suspend', 'resume', 'update']);
  });

  it('is nothing to retry where all is done', async () => {
    const { status, body } = await desk.resource(sold.id, 'retry');
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'ready', refused: [] });
    expect((await shop.effects(tenant)).actions).not.toContain('resource.retry-requested');
  });
});
