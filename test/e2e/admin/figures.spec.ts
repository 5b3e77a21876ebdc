import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Sold, type Tenant } from '../../support/shop/index.js';
import { type Heard, operatorAt } from './operator.js';

const KEYS = 'chief:the-key-of-the-chief,reader[read]:the-key-of-a-reader,mover[money]:a-key-that-may-only-move-money';
const DAYS = `INSERT INTO usage_days (installation_id, subject, meter, since, events, sum, maximum, first_at, last_at, level)
  SELECT $1, s, m, '2026-01-01T00:00:00Z'::timestamptz + d * interval '1 day', 2, 1.5, 1, now(), now(), CASE m WHEN 'shop/disk' THEN d + 0.5 END
  FROM unnest(ARRAY[$1, $2]) s, unnest(ARRAY['shop/calls', 'shop/disk']) m, generate_series(0, 2) d`;
const JANUARY = 'from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z';

describe('figures for operators', () => {
  let shop: Shop;
  let ask: (call: string, body?: unknown) => Promise<Heard>;
  let tenant: Tenant;
  let sold: Sold;

  beforeAll(async () => {
    shop = await Shop.open({ env: { ADMIN_API_KEYS: KEYS } });
    ask = operatorAt(shop.server.url, 'the-key-of-the-chief');
    tenant = await shop.tenant();
    sold = await tenant.buy();
    await shop.sql(DAYS, [tenant.id, sold.id]);
  });
  afterAll(() => shop.close());

  it('tell what was used by resource, meter and day', async () => {
    const { status, body } = await ask(`GET /installations/${tenant.id}/usage?${JANUARY}&resourceId=${sold.id}`);
    expect(status).toBe(200);
    const day = { events: 2, sum: '1.5', maximum: '1' };
    expect(body).toEqual({
      period: { start: '2026-01-01T00:00:00.000Z', end: '2026-02-01T00:00:00.000Z' },
      totals: [
        {
          resourceId: sold.id,
          meter: 'shop/calls',
          events: 6,
          sum: '4.5',
          maximum: '1',
          days: ['2026-01-01', '2026-01-02', '2026-01-03'].map((date) => ({ day: date, ...day })),
        },
        expect.objectContaining({
          meter: 'shop/disk',
          days: ['0.5', '1.5', '2.5'].map((level) => expect.objectContaining({ level })),
        }),
      ],
    });
  });

  it('tell only of the time that was asked for, page by page', async () => {
    const one = `GET /installations/${tenant.id}/usage?from=2026-01-02T00:00:00Z&to=2026-01-03T00:00:00Z&limit=3`;
    const first = await ask(one);
    const second = await ask(`${one}&cursor=${String(first.body['next'])}`);
    const totals = [first, second].flatMap(({ body }) => body['totals'] as { meter: string; sum: string }[]);
    expect(totals.map(({ sum }) => sum)).toEqual(['1.5', '1.5', '1.5', '1.5']);
    expect(second.body).not.toHaveProperty('next');
    expect((await ask(`GET /installations/${tenant.id}/usage`)).body['totals']).toEqual([]);
  });

  it.each([
    ['from=x', 'from'],
    ['from=2026-01-01T00:00:00Z&to=2026-06-01T00:00:00Z', 'to'],
    ['cursor=x', 'cursor'],
  ])('are not told for ?%s', async (query, key) => {
    const { status, body } = await ask(`GET /installations/${tenant.id}/usage?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { fields: [{ key }] } });
  });

  it('tell what is sold, how many are on it, and what some are on that is gone', async () => {
    const other = await tenant.buy({ plan: 'three' });
    await shop.sql(`UPDATE resources SET plan_id = 'bygone' WHERE installation_id = $1 AND id = $2`, [
      tenant.id,
      other.id,
    ]);
    const lost = await tenant.buy({ product: 'stall', plan: 'stall-free' });
    await shop.sql(`UPDATE resources SET product_slug = 'tent' WHERE installation_id = $1 AND id = $2`, [
      tenant.id,
      lost.id,
    ]);
    const { status, body } = await ask('GET /catalog');
    expect(status).toBe(200);
    expect(body).toMatchObject({ billing: 'resource', period: 'anniversary', installationPlans: [] });
    const products = body['products'] as { id: string; plans: object[] }[];
    expect(products.map(({ id }) => id)).toEqual(['shop', 'stall']);
    expect(products[0]?.plans[0]).toEqual({
      id: 'free',
      type: 'subscription',
      name: 'Free',
      disabled: false,
      inUse: 1,
    });
    expect(body['findings']).toEqual([
      { kind: 'plan-gone', productId: 'shop', planId: 'bygone', inUse: 1 },
      { kind: 'product-gone', productId: 'tent', planId: 'stall-free', inUse: 1 },
    ]);
  });

  it('are found anew when an installation is compared with Vercel on demand', async () => {
    const reader = operatorAt(shop.server.url, 'the-key-of-a-reader');
    const call = `POST /installations/${tenant.id}/reconcile`;
    expect((await reader(call, { reason: 'no' })).status).toBe(403);
    expect((await ask(call, {})).status).toBe(400);
    expect((await ask('POST /installations/nobody/reconcile', { reason: 'a doubt' })).status).toBe(404);
    expect((await ask(call, { reason: 'a doubt' })).status).toBe(202);
    await shop.settled();
    const jobs = (await ask('GET /jobs?name=installations.reconcile')).body['jobs'];
    expect(jobs).toContainEqual(
      expect.objectContaining({ data: { installationId: tenant.id, askedBy: 'operator' }, tries: 1 }),
    );
    const { body } = await ask(`GET /audit?installationId=${tenant.id}&action=installation.comparison-requested`);
    expect(body['entries']).toMatchObject([{ actorId: 'chief', details: { reason: 'a doubt' } }]);
  });

  it.each(['catalog', 'installations/x/usage'])('are not told to somebody who may not read: %s', async (path) => {
    const mover = operatorAt(shop.server.url, 'a-key-that-may-only-move-money');
    expect((await mover(`GET /${path}`)).status).toBe(403);
  });
});
