import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { planTimesWithin } from '../../../src/modules/resources/index.js';
import { Shop } from '../../support/shop/index.js';

const SIZES = [250, 1_000, 4_000];
const FILL = `INSERT INTO plan_segments (installation_id, id, resource_id, product_slug, plan_id, started_at, ended_at)
  SELECT $1, gen_random_uuid(), 'res_' || n % ($2::integer / 2), 'shop', 'pro', now() - interval '2 days', now() - interval '1 day'
  FROM generate_series(1, $2) n`;

interface Explained extends Record<string, unknown> {
  readonly 'QUERY PLAN': readonly { readonly Plan: { readonly 'Shared Hit Blocks': number } }[];
}

describe('finding the times of a customer on plans', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
  });
  afterAll(() => shop.close());

  /** Pages that are looked at to find the times of a customer who has had so many. */
  async function pagesFor(size: number): Promise<number> {
    const { id } = await shop.tenant();
    await shop.sql(FILL, [id, size]);
    await shop.sql('ANALYZE plan_segments');
    const times = planTimesWithin('$1::text', `now() - interval '10 days'`, 'now()');
    const [row] = await shop.sql<Explained>(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT ${times}`, [id]);
    return row?.['QUERY PLAN'][0]?.Plan['Shared Hit Blocks'] ?? Number.NaN;
  }

  it('takes as many more pages as there are more times, and not the square of it', async () => {
    const pages: number[] = [];
    for (const size of SIZES) pages.push(await pagesFor(size));
    const [few = Number.NaN, , many = Number.NaN] = pages;
    expect(many / few).toBeLessThan((SIZES[2] ?? 0) / (SIZES[0] ?? 1) + SIZES.length);
  });
});
