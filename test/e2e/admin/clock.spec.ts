import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { startTestApp } from '../../support/test-app.js';
import { type Heard, operatorAt } from './operator.js';

const KEYS = 'chief:the-key-of-the-chief,reader[read]:the-key-of-a-reader';
const DAY_MS = 86_400_000;

describe('the clock', () => {
  let shop: Shop;
  let ask: (call: string, body?: unknown) => Promise<Heard>;

  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off', env: { ADMIN_API_KEYS: KEYS } });
    ask = operatorAt(shop.server.url, 'the-key-of-the-chief');
  });
  afterAll(() => shop.close());

  const offset = async (): Promise<number> => {
    const [row] = await shop.sql<{ ms: string }>('SELECT offset_ms AS ms FROM clock_offsets');
    return Number(row?.ms);
  };
  const now = (heard: Heard): number => Date.parse(String(heard.body['now']));

  it('goes forward by what an operator says, for all that the server does from then on', async () => {
    const first = await ask('POST /clock', { advance: 'PT0S' });
    const second = await ask('POST /clock', { advance: 'P1W2DT3H4M5S' });
    expect([first.status, second.status]).toEqual([200, 200]);
    const moved = 9 * DAY_MS + 3 * 3_600_000 + 4 * 60_000 + 5_000;
    expect(await offset()).toBe(moved);
    expect(now(second) - now(first)).toBeGreaterThanOrEqual(moved);
    const [entry] = await shop.sql<{ details: { time?: { before: string; after: string } } }>(
      `SELECT actor_id, details, at > now() + interval '9 days' AS "inTheFuture" FROM audit_entries ORDER BY at DESC LIMIT 1`,
    );
    expect(entry).toEqual({
      actor_id: 'chief',
      details: { advance: 'P1W2DT3H4M5S', time: expect.anything() },
      inTheFuture: false,
    });
    const { before = '', after = '' } = entry?.details.time ?? {};
    expect(Date.parse(after) - Date.parse(before)).toBe(moved);
    await ask('POST /clock', { advance: 'PT1S' });
    const later = await shop.sql(`SELECT 1 FROM audit_entries WHERE at > now() + interval '9 days'`);
    expect(later).toHaveLength(1);
  });

  it('begins at once what has become due: every tick of the time to which it was moved', async () => {
    const { body } = await ask('POST /clock', { advance: 'P2D' });
    const due = await shop.sql<{ name: string }>(
      `SELECT DISTINCT name FROM tick_slots WHERE slot > $1::timestamptz - interval '1 day'`,
      [body['now']],
    );
    expect(due.length).toBeGreaterThan(5);
    const placed = await shop.sql(
      `SELECT DISTINCT data ->> 'job' AS name FROM pgboss.job WHERE data ->> 'job' = ANY($1)`,
      [due.map(({ name }) => name)],
    );
    expect(placed).toHaveLength(due.length);
  });

  it.each([['-P1D'], ['P-1D'], ['P'], ['PT'], ['1D'], ['P1Y'], ['P1.5D'], [''], [86_400], [null], [['P1D']]])(
    'is not moved by %j',
    async (advance) => {
      const before = await offset();
      const { status, body } = await ask('POST /clock', { advance });
      expect(status).toBe(400);
      expect(body).toMatchObject({ error: { code: 'validation_error', fields: [{ key: 'advance' }] } });
      expect(await offset()).toBe(before);
    },
  );

  it('is not moved beyond a hundred years, nor by nothing at all', async () => {
    const before = await offset();
    expect((await ask('POST /clock', { advance: 'P99999D' })).status).toBe(400);
    expect((await ask('POST /clock', {})).status).toBe(400);
    expect(await offset()).toBe(before);
  });

  it('is not moved by somebody who may only read', async () => {
    const reader = operatorAt(shop.server.url, 'the-key-of-a-reader');
    expect((await reader('POST /clock', { advance: 'P1D' })).status).toBe(403);
  });

  it('stands as it is in production', async () => {
    const nobody = 'https://127.0.0.1:1';
    const env = {
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://provider.example',
      VERCEL_API_URL: nobody,
      VERCEL_DASHBOARD_URL: nobody,
      VERCEL_OIDC_ISSUER: nobody,
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      POSTGRES_DRIVER_URL: process.env['TEST_POSTGRES_URL'] ?? '',
      ADMIN_API_KEYS: KEYS,
    };
    const server = await startTestApp({ workers: 'off', env });
    const answer = await operatorAt(server.url, 'the-key-of-the-chief')('POST /clock', { advance: 'P1D' });
    expect(answer).toEqual({ status: 403, body: { error: { code: 'forbidden', message: 'Access refused' } } });
    await server.stop();
  });
});
