import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Shop, stayed, type Tenant } from '../../support/shop/index.js';
import { type Heard, operatorAt } from './operator.js';

const KEYS = { ADMIN_API_KEYS: 'reader[read]:the-key-of-a-reader' };
const DAY_SECONDS = 86_400;

function secondsOf(body: Heard['body']): number {
  const { start, end } = body['period'] as { start: string; end: string };
  return (Date.parse(end) - Date.parse(start)) / 1_000;
}

describe('what an installation costs', () => {
  let shop: Shop;
  let tenant: Tenant;
  let ask: (call: string) => Promise<Heard>;
  beforeAll(async () => {
    shop = await Shop.open({ env: KEYS, workers: 'off' });
    ask = operatorAt(shop.server.url, 'the-key-of-a-reader');
  });
  beforeEach(async () => {
    tenant = await shop.tenant();
  });
  afterAll(() => shop.close());

  const preview = (whose: Tenant): Promise<Heard> => ask(`GET /installations/${whose.id}/billing/preview`);

  it('is nothing as long as nothing is bought', async () => {
    const { status, body } = await preview(tenant);
    expect(status).toBe(200);
    expect(body).toMatchObject({ lines: [], discounts: [], total: '0.00', unpriced: [] });
    expect(body['outlook']).toMatchObject({ charged: '0.00', carried: '0.00', invoices: [] });
  });

  it('is the fee of each plan for its own time, in lines that explain themselves', async () => {
    const { id } = await tenant.buy({ plan: 'pro' });
    await tenant.expect(200, { method: 'PATCH', path: `/resources/${id}`, body: { billingPlanId: 'free' } });
    await stayed(shop, tenant, { pro: ['1 day', '3 days'] });
    const { body } = await preview(tenant);
    const total = ((20 * 2 * DAY_SECONDS) / secondsOf(body)).toFixed(2);
    const start = Date.parse((body['period'] as { start: string }).start);
    expect(body['lines']).toEqual([
      {
        kind: 'fixed',
        resourceId: id,
        billingPlanId: 'pro',
        billed: 'arrears',
        name: 'Pro',
        details: `$20.00 a period, for 172800 of its ${secondsOf(body)} seconds`,
        price: '20.00',
        quantity: expect.stringMatching(/^0\.\d{1,9}$/),
        units: 'period',
        total,
        start: new Date(start + DAY_SECONDS * 1_000).toISOString(),
        end: new Date(start + 3 * DAY_SECONDS * 1_000).toISOString(),
      },
    ]);
    expect(body).toMatchObject({
      total,
      outlook: { invoices: [{ kind: 'arrears', total, items: [{ name: 'Pro', total }] }] },
    });
  });

  it('grows while a plan goes on, until now and no further', async () => {
    await tenant.buy({ plan: 'pro' });
    await shop.sql(`UPDATE installations SET created_at = now() - interval '10 days' WHERE id = $1`, [tenant.id]);
    await shop.sql(`UPDATE plan_segments SET started_at = now() - interval '5 days' WHERE installation_id = $1`, [
      tenant.id,
    ]);
    const { body } = await preview(tenant);
    const [line] = body['lines'] as { end: string; total: string }[];
    expect(line?.end).toBe(body['until']);
    expect(Number(line?.total)).toBeGreaterThan(3);
    expect(Number(line?.total)).toBeLessThan(4);
  });

  it('is carried over when it is too little for an invoice, and written off when the customer leaves', async () => {
    const { id } = await tenant.buy({ plan: 'pro' });
    await tenant.expect(204, { method: 'DELETE', path: `/resources/${id}` });
    await stayed(shop, tenant, { pro: ['1 hour', '3 hours'] });
    expect((await preview(tenant)).body['outlook']).toMatchObject({ invoices: [], left: { becomes: 'carried-over' } });
    await tenant.expect(200, { method: 'DELETE' });
    expect((await preview(tenant)).body['outlook']).toBeUndefined();
    const { body } = await ask(`GET /installations/${tenant.id}/billing/periods`);
    expect(body['periods']).toMatchObject([{ outcome: 'written-off', total: expect.stringMatching(/^0\.[0-4]\d$/) }]);
  });

  it('is not known of a plan that has left the catalog, which is said', async () => {
    const { id } = await tenant.buy({ plan: 'pro' });
    await shop.sql(`UPDATE plan_segments SET plan_id = 'gone' WHERE installation_id = $1`, [tenant.id]);
    const { body } = await preview(tenant);
    expect(body).toMatchObject({ lines: [], unpriced: [{ resourceId: id, billingPlanId: 'gone' }] });
  });

  it('is not told of an installation that does not exist', async () => {
    for (const id of ['icfg_nobody', '%00', 'x'.repeat(300)]) {
      expect((await ask(`GET /installations/${id}/billing/preview`)).status).toBe(404);
    }
  });

  it('is the plan of the installation once, however many resources are on it', async () => {
    const shared = await Shop.open({ billing: 'installation', env: KEYS, workers: 'off' });
    const whose = await shared.tenant();
    for (const name of ['one', 'two']) await whose.buy({ plan: 'base', name });
    await whose.expect(200, { method: 'PATCH', body: { billingPlanId: 'team' } });
    await stayed(shared, whose, { team: ['0 days', '7 days'] });
    const reader = operatorAt(shared.server.url, 'the-key-of-a-reader');
    const { body } = await reader(`GET /installations/${whose.id}/billing/preview`);
    const total = ((50 * 7 * DAY_SECONDS) / secondsOf(body)).toFixed(2);
    expect(body['lines']).toMatchObject([{ billingPlanId: 'team', name: 'Team', total }]);
    expect(body['lines']).not.toMatchObject([{ resourceId: expect.anything() }]);
    expect(body['total']).toBe(total);
    await shared.close();
  });
});
