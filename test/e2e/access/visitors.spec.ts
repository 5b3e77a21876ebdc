import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';

const VISITS = 300;

describe('visits without a credential', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ env: { TRUST_PROXY: '1' } });
  });
  afterAll(() => shop.close());

  function visit(address: string, path = '/connect/setup'): Promise<Response> {
    return fetch(`${shop.server.url}${path}`, { headers: { 'X-Forwarded-For': address }, redirect: 'manual' });
  }

  async function visits(addresses: readonly string[], count: number): Promise<readonly number[]> {
    const statuses: number[] = [];
    for (let at = 0; at < count; at += 1) statuses.push((await visit(addresses[at % addresses.length] ?? '')).status);
    return [...new Set(statuses)];
  }

  it('are bounded for one address, which hears when to come again', async () => {
    expect(await visits(['203.0.113.7'], VISITS)).not.toContain(429);
    const refused = await visit('203.0.113.7');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await visit('203.0.113.8')).status).not.toBe(429);
  });

  it('count together where they come from one network of IPv6', async () => {
    expect(await visits(['2001:db8:1:2::1', '2001:db8:1:2:a:b:c:d', '2001:db8:1:2:ffff::'], VISITS)).not.toContain(429);
    expect((await visit('2001:db8:1:2::9')).status).toBe(429);
    expect((await visit('2001:db8:1:3::9')).status).not.toBe(429);
  });

  it.each(['127.0.0.1', '::1', '10.1.2.3', '192.168.1.1', '172.20.0.1', 'fd00::1', '::ffff:10.0.0.1'])(
    'are not bounded for %s, which is nobody on the Internet',
    async (address) => expect(await visits([address], VISITS + 1)).not.toContain(429),
  );

  it('are not bounded where the answer costs nothing, nor for who has a credential', async () => {
    await visits(['203.0.113.20'], VISITS + 1);
    expect((await visit('203.0.113.20')).status).toBe(429);
    expect((await visit('203.0.113.20', '/health/live')).status).toBe(200);
    expect((await visit('203.0.113.20', '/.well-known/jwks.json')).status).toBe(200);
    expect((await visit('203.0.113.20', '/admin/v1/jobs')).status).toBe(401);
  });
});
