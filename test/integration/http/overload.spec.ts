import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool, PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { Metrics } from '../../../src/platform/metrics/index.js';
import { buying, Shop, type Tenant, type TenantAnswer, type TenantCall } from '../../support/shop/index.js';
import { until } from '../../support/until.js';

/** One caller may have one connection of the two, and 128 requests that wait for it. */
const POOL = '2';
const MORE_THAN_MAY_WAIT = 140;
const SOME = 40;
const COOKIE = { cookie: `stallholder=${'A'.repeat(43)}`, accept: 'text/html' };
const LOCK_RESOURCE = 'SELECT 1 FROM resources WHERE id = $1 FOR UPDATE';
const LOCK_USAGE = 'LOCK TABLE usage_keys IN ACCESS EXCLUSIVE MODE';

describe('a server with more requests than connections to its database', () => {
  let shop: Shop;
  let tenant: Tenant;
  let resourceId: string;
  beforeAll(async () => {
    const env = { DATABASE_POOL_SIZE: POOL, USAGE_API_KEYS: 'meter:meter-key-of-the-tests' };
    shop = await Shop.open({ billing: 'metered', workers: 'off', env: { ...env, SERVICE_ROLE: 'api' } });
    tenant = await shop.tenant();
    ({ id: resourceId } = await tenant.buy());
  });
  afterAll(() => shop.close());

  const reading = (): TenantCall => ({ method: 'GET', path: `/resources/${resourceId}` });
  const asking = (path: string, headers: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${shop.server.url}${path}`, { headers, redirect: 'manual' });
  const asOperator = (): Promise<Response> =>
    asking('/admin/v1/installations', { authorization: 'Bearer admin-key-of-the-tests' });
  const telling = (): Promise<Response> => {
    const time = new Date().toISOString();
    const common = { specversion: '1.0', id: randomUUID(), source: '/meters/1', type: 'compute' };
    return fetch(`${shop.server.url}/usage/v1/events`, {
      method: 'POST',
      headers: { authorization: 'Bearer meter-key-of-the-tests', 'content-type': 'application/json' },
      body: JSON.stringify({ ...common, subject: resourceId, time, data: { value: '1' } }),
    });
  };
  const shed = async (why: string): Promise<number> => {
    const text = await shop.server.app.get(Metrics).text();
    return Number(new RegExp(`stallholder_shed_total{why="${why}"} (\\d+)`).exec(text)?.[1] ?? 0);
  };

  it('goes on for other tenants, operators and meters while one tenant has its share and more in work', async () => {
    const noisy = await shop.tenant();
    const { id } = await noisy.buy();
    const answers: TenantAnswer[] = [];
    const renaming = { method: 'PATCH', path: `/resources/${id}`, body: { name: 'noise' } } as const;
    const noise: Promise<unknown>[] = [];
    await shop.whileHolding(LOCK_RESOURCE, [id], async () => {
      noise.push(noisy.call(renaming).then((answer) => answers.push(answer)));
      await shop.untilBlocked();
      for (let at = 1; at < MORE_THAN_MAY_WAIT; at += 1) {
        noise.push(noisy.call(renaming).then((answer) => answers.push(answer)));
      }
      await until(() => answers.some(({ status }) => status === 429));
      for (let at = 0; at < SOME; at += 1) expect((await tenant.call(reading())).status).toBe(200);
      expect((await tenant.call(buying())).status).toBe(200);
      expect([(await asOperator()).status, (await telling()).status]).toEqual([200, 200]);
    });
    await Promise.all(noise);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.every(({ retryAfter, text }) => Number(retryAfter) > 0 && text.includes('too_many_requests'))).toBe(
      true,
    );
    expect(await shed('share')).toBe(refused.length);
    expect((await noisy.call(renaming)).status).toBe(200);
  });

  it('goes on for tenants while a meter has its share and more in work', async () => {
    const statuses: number[] = [];
    const noise: Promise<unknown>[] = [];
    await shop.whileHolding(LOCK_USAGE, [], async () => {
      for (let at = 0; at < MORE_THAN_MAY_WAIT; at += 1)
        noise.push(telling().then(({ status }) => statuses.push(status)));
      await until(() => statuses.includes(429));
      expect((await tenant.call(reading())).status).toBe(200);
      expect((await tenant.call(buying())).status).toBe(200);
    });
    await Promise.all(noise);
    expect(statuses.filter((status) => ![200, 429, 503].includes(status))).toEqual([]);
  });

  it('tells everybody to come again while all connections are taken, lives on, and does nothing by halves', async () => {
    const key = randomUUID();
    const buyer = await shop.tenant();
    const pool = (shop.server.app.get(DataSource).driver as unknown as { readonly master: Pool }).master;
    const taken: PoolClient[] = [await pool.connect(), await pool.connect()];
    const [live, read, bought, ...others] = await Promise.all([
      asking('/health/live', {}),
      tenant.call(reading()),
      buyer.call({ ...buying(), key }),
      asOperator(),
      telling(),
      asking('/dashboard', COOKIE),
    ]);
    for (const client of taken) client.release();
    expect(live.status).toBe(200);
    for (const { status, retryAfter } of [read, bought]) expect([status, Number(retryAfter) > 0]).toEqual([503, true]);
    for (const { status, headers } of others) {
      expect([status, Number(headers.get('retry-after')) > 0]).toEqual([503, true]);
    }
    expect(await others[2]?.text()).toContain('<html');
    expect(await shed('pool')).toBeGreaterThanOrEqual(others.length + 2);
    expect(await shop.resources(buyer)).toEqual([]);
    expect((await buyer.call({ ...buying(), key })).status).toBe(200);
    expect(await shop.resources(buyer)).toHaveLength(1);
  });
});
