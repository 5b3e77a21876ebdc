import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Reconcile } from '../../../src/modules/resources/jobs/reconcile.job.js';
import { buying, Shop, type Sold, type Tenant, type TenantCall } from '../../support/shop/index.js';
import { Transfers } from './transfers.js';

const secretsIn = (text: string): readonly string[] => (JSON.parse(text) as Sold).secrets.map(({ value }) => value);

describe('after a transfer', () => {
  let shop: Shop;
  let transfers: Transfers;
  let source: Tenant;
  let target: Tenant;
  let purchase: TenantCall;
  let sold: Sold;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    transfers = new Transfers(shop);
  });
  beforeEach(async () => {
    [source, target] = await Promise.all([shop.tenant(), shop.tenant()]);
    purchase = { ...buying(), key: 'purchase' };
    sold = JSON.parse((await source.expect(200, purchase)).text) as Sold;
  });
  afterAll(() => shop.close());

  const of = (path: string, body?: unknown): TenantCall => ({
    method: 'POST',
    path: `/resources/${sold.id}${path}`,
    key: `key of ${path}`,
    ...(body === undefined ? {} : { body }),
  });

  it('the purchase is not told to its buyer again, and buys nothing again', async () => {
    expect((await source.expect(200, purchase)).replayed).toBe(true);
    await transfers.transfer(source, target, [sold]);
    const again = await source.expect(404, purchase);
    for (const secret of sold.secrets) expect(again.text).not.toContain(secret.value);
    expect(await shop.resources(source)).toEqual([]);
    expect((await shop.effects(target)).driver).toEqual(['provision']);
  });

  it('what was answered about the resource is not told to its former owner again', async () => {
    const calls = [
      of('/secrets/rotate', { delayOldSecretsExpirationHours: 1 }),
      of('/repl', { input: 'write' }),
      { ...of('/repl', { input: 'nonsense' }), key: 'a failed command' },
      { method: 'PATCH', path: `/resources/${sold.id}`, body: { name: 'renamed' }, key: 'patch' } as const,
    ];
    const before = [];
    for (const call of calls) before.push((await source.call(call)).status);
    expect(before).toEqual([200, 200, 400, 200]);
    await transfers.transfer(source, target, [sold]);
    for (const call of calls) {
      const again = await source.expect(404, call);
      expect(JSON.parse(again.text)).toEqual({ error: { code: 'not_found', message: 'Resource not found' } });
    }
  });

  it('is told to the new owner what is asked for under the keys that the former one used', async () => {
    const rotation = of('/secrets/rotate', {});
    const [old] = secretsIn((await source.expect(200, rotation)).text);
    await transfers.transfer(source, target, [sold]);
    const fresh = await target.expect(200, rotation);
    expect(fresh.replayed).toBe(false);
    expect(secretsIn(fresh.text)).not.toContain(old);
  });

  it('old secrets end when the former owner was told that they would', async () => {
    await source.expect(200, of('/secrets/rotate', { delayOldSecretsExpirationHours: 2 }));
    await transfers.transfer(source, target, [sold]);
    const keys = () => shop.driver.instances.get(sold.id)?.keys;
    await transfers.pass(3);
    await shop.server.app.get(Reconcile, { strict: false }).run();
    expect(await shop.sql(JOBS, [sold.id])).toContainEqual({ tenant: target.id });
    expect(keys()?.get(2)).not.toBeNull();
  });

  it('each keeps what happened while the resource was theirs', async () => {
    await transfers.transfer(source, target, [sold]);
    const [given, taken] = [await shop.effects(source), await shop.effects(target)];
    expect(given.actions.slice(1)).toEqual(['resource.placed', 'transfer.requested', 'resource.handed-over']);
    expect(taken.actions.slice(1).toSorted()).toEqual(['resource.taken-over', 'transfer.accepted']);
  });
});

const JOBS = `SELECT data->'data'->>'installationId' AS tenant FROM pgboss.job
  WHERE data->>'job' = 'resources.revoke-secrets' AND data->'data'->>'resourceId' = $1`;
