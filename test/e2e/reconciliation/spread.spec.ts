import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { Nights } from './nights.js';

const MANY = `INSERT INTO installations (id, audience, account_id, state, ever_billed, access_token, access_token_key_id, token_type,
    scopes, accepted_policies, account_url, created_at, updated_at, revision, reconcile_at)
  SELECT 'icfg_many_' || n, 'oac_test', 'a', 'active', false, '\\x00', 'k1', 'Bearer', '{}', '{}', 'https://vercel.com/a', now(), now(), 1,
    '2026-01-01' FROM generate_series(1, 1200) n`;

/** Where the nights of many stand: how many wait, and how far into the day the others are. */
const SPREAD = `SELECT count(*) FILTER (WHERE reconcile_at = '2026-01-01')::integer AS waiting,
    count(DISTINCT reconcile_at)::integer AS times,
    min(extract(epoch FROM reconcile_at AT TIME ZONE 'UTC') % 86400) FILTER (WHERE reconcile_at > '2026-01-01')::integer AS first,
    max(extract(epoch FROM reconcile_at AT TIME ZONE 'UTC') % 86400) FILTER (WHERE reconcile_at > '2026-01-01')::integer AS last
  FROM installations WHERE id LIKE 'icfg_many_%'`;

describe('the nightly comparison of many installations', () => {
  let shop: Shop;
  let nights: Nights;

  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    nights = new Nights(shop);
  });
  afterAll(() => shop.close());

  it('comes at a time of the night that follows from the id, for so many at a time', async () => {
    await shop.sql(MANY);
    const waiting: unknown[] = [];
    for (const _run of [1, 2, 3]) {
      await nights.take();
      const [spread] = await shop.sql<{ waiting: number }>(SPREAD);
      waiting.push(spread?.waiting);
    }
    expect(waiting).toEqual([700, 200, 0]);
    const [spread] = await shop.sql<{ times: number; first: number; last: number }>(SPREAD);
    expect(spread?.times).toBeGreaterThan(1_100);
    expect(spread?.last).toBeLessThan(6 * 3_600);
    expect((spread?.last ?? 0) - (spread?.first ?? 0)).toBeGreaterThan(5 * 3_600);
    const times = `SELECT md5(string_agg(id || (reconcile_at AT TIME ZONE 'UTC')::time, ',' ORDER BY id)) AS times
      FROM installations WHERE id LIKE 'icfg_many_%'`;
    const before = await shop.sql(times);
    await shop.sql(`UPDATE installations SET reconcile_at = '2026-01-01' WHERE id LIKE 'icfg_many_%'`);
    for (const _run of [1, 2, 3]) await nights.take();
    expect(await shop.sql(times)).toEqual(before);
  });
});
