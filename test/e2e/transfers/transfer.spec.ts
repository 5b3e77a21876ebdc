import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Shop, type Sold, type Tenant } from '../../support/shop/index.js';
import { Transfers } from './transfers.js';

const showing = (id: string) => ({ method: 'GET', path: `/resources/${id}` }) as const;

describe('a transfer', () => {
  let shop: Shop;
  let transfers: Transfers;
  let source: Tenant;
  let target: Tenant;
  let sold: Sold;
  beforeAll(async () => {
    shop = await Shop.open();
    transfers = new Transfers(shop);
  });
  beforeEach(async () => {
    [source, target] = await Promise.all([shop.tenant(), shop.tenant()]);
    sold = await source.buy();
  });
  afterAll(() => shop.close());

  it('makes the resource the target’s, and unknown to the source', async () => {
    const before = await source.expect(200, showing(sold.id));
    await transfers.transfer(source, target, [sold]);
    expect((await target.expect(200, showing(sold.id))).text).toBe(before.text);
    await source.expect(404, showing(sold.id));
    expect((await source.expect(200, { method: 'GET', path: '/resources' })).text).toBe('{"resources":[]}');
    await source.expect(404, { method: 'PATCH', path: `/resources/${sold.id}`, body: { name: 'x' } });
    await source.expect(404, { method: 'POST', path: `/resources/${sold.id}/secrets/rotate` });
    await source.expect(404, { method: 'POST', path: `/resources/${sold.id}/repl`, body: { input: 'read' } });
    await source.expect(404, { method: 'DELETE', path: `/resources/${sold.id}` });
  });

  it('is of all its resources at once', async () => {
    const second = await source.buy({ name: 'second' });
    await transfers.transfer(source, target, [second, sold]);
    expect((await shop.resources(target)).map(({ id }) => id)).toEqual([sold.id, second.id]);
  });

  it('leaves the instance and its secrets as they are, and tells the driver once whose it is', async () => {
    const key = shop.driver.instances.get(sold.id)?.keys.get(1)?.reveal();
    await transfers.transfer(source, target, [sold]);
    await shop.settled();
    expect(shop.driver.instances.get(sold.id)?.resource.installationId).toBe(target.id);
    expect(shop.driver.instances.get(sold.id)?.keys.get(1)?.reveal()).toBe(key);
    const told = shop.driver.calls.filter(({ resourceId }) => resourceId === sold.id);
    expect(told.map(({ operation }) => operation)).toEqual(['provision', 'transfer']);
    await target.expect(200, { method: 'PATCH', path: `/resources/${sold.id}`, body: { name: 'renamed' } });
    await shop.settled();
    const calls = shop.driver.calls.filter(({ resourceId }) => resourceId === sold.id);
    expect(calls.map(({ operation }) => operation)).toEqual(['provision', 'transfer', 'update']);
  });

  it('tells both how much of their plans’ limits is used from then on', async () => {
    const limits = async (tenant: Tenant) =>
      (await shop.sql(`SELECT title FROM installation_notifications WHERE installation_id = $1`, [tenant.id])).map(
        ({ title }) => title as string,
      );
    const three = [await source.buy({ plan: 'three' }), await source.buy({ plan: 'three' })];
    three.push(await source.buy({ plan: 'three' }));
    await shop.settled();
    expect([await limits(source), await limits(target)]).toEqual([['Plan limit reached'], []]);
    await transfers.transfer(source, target, three);
    await shop.settled();
    expect([await limits(source), await limits(target)]).toEqual([[], ['Plan limit reached']]);
  });
});
