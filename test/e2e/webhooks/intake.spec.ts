import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { JobQueue } from '../../../src/platform/jobs/index.js';

const CURRENT = 'client-secret-of-the-tests';
const PREVIOUS = 'client-secret-of-last-year';

describe('the webhook URL', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await Shop.open({ env: { INTEGRATION_CLIENT_SECRET: `${CURRENT},${PREVIOUS}` } });
  });
  afterAll(() => shop.close());

  let ids = 0;
  const body = (more: object = {}): string => {
    ids += 1;
    const payload = { project: { id: 'prj_1', name: 'Zürich' } };
    return JSON.stringify({ id: `evt_${ids}`, type: 'project.created', createdAt: Date.now(), payload, ...more });
  };
  const sign = (raw: string, secret = CURRENT, algorithm = 'sha1'): string =>
    createHmac(algorithm, secret).update(raw).digest('hex');
  const post = (raw: string, headers: Record<string, string>): Promise<Response> =>
    fetch(`${shop.server.url}/webhooks/vercel`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: raw,
    });
  const deliver = (raw: string, secret = CURRENT): Promise<Response> =>
    post(raw, { 'x-vercel-signature': sign(raw, secret) });
  const stored = (): Promise<Record<string, unknown>[]> =>
    shop.sql('SELECT id, type, installation_ids, handled_at IS NOT NULL AS handled FROM webhook_events ORDER BY id');
  const count = async (): Promise<number> => {
    const [row] = await shop.sql(
      `SELECT (SELECT count(*) FROM webhook_keys) + (SELECT count(*) FROM webhook_events) AS n`,
    );
    return Number(row?.['n']);
  };

  it.each<[string, (raw: string) => Record<string, string>]>([
    ['no signature', () => ({})],
    ['an empty signature', () => ({ 'x-vercel-signature': '' })],
    ['a short signature', (raw) => ({ 'x-vercel-signature': sign(raw).slice(1) })],
    ['a signature in upper case', (raw) => ({ 'x-vercel-signature': sign(raw).toUpperCase() })],
    ['a wrong signature', (raw) => ({ 'x-vercel-signature': sign(`${raw} `) })],
    ['a prefix before the signature', (raw) => ({ 'x-vercel-signature': `sha1=${sign(raw)}` })],
    ['SHA-256', (raw) => ({ 'x-vercel-signature': sign(raw, CURRENT, 'sha256') })],
    ['two signatures', (raw) => ({ 'x-vercel-signature': `${sign(raw)}, ${sign(raw)}` })],
    ['the signature of another secret', (raw) => ({ 'x-vercel-signature': sign(raw, 'another-secret') })],
    [
      'the signature of the JSON written anew',
      (raw) => ({ 'x-vercel-signature': sign(JSON.stringify(JSON.parse(raw))) }),
    ],
  ])('refuses %s and stores nothing', async (_name, headers) => {
    const raw = body().replace('{', '{ ');
    const before = await count();
    const answer = await post(raw, headers(raw));
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({ error: { code: 'forbidden', message: 'Access refused' } });
    expect(await count()).toBe(before);
  });

  it.each([
    ['current', CURRENT],
    ['previous', PREVIOUS],
  ])('takes what the %s client secret has signed', async (_name, secret) => {
    const before = await count();
    expect((await deliver(body(), secret)).status).toBe(200);
    expect(await count()).toBe(before + 2);
  });

  it('stores an id once that comes a hundred times at once, and works it off once', async () => {
    const raw = body({ id: 'evt_hundredfold' });
    const answers = await Promise.all(Array.from({ length: 100 }, () => deliver(raw)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await shop.settled();
    expect((await stored()).filter(({ id }) => id === 'evt_hundredfold')).toEqual([
      { id: 'evt_hundredfold', type: 'project.created', installation_ids: [], handled: true },
    ]);
    const jobs = await shop.sql(`SELECT 1 FROM pgboss.job WHERE data->'data'->>'id' = 'evt_hundredfold'`);
    expect(jobs).toHaveLength(1);
  });

  it('keeps types and installations that nobody knows, and what has no id', async () => {
    const payload = { installationId: 'icfg_nobody', news: { deep: [1] } };
    expect((await deliver(body({ id: 'evt_news', type: 'brand.new', payload }))).status).toBe(200);
    expect((await deliver(JSON.stringify({ hello: 'world' }))).status).toBe(200);
    await shop.settled();
    expect(await stored()).toEqual(
      expect.arrayContaining([
        { id: 'evt_news', type: 'brand.new', installation_ids: ['icfg_nobody'], handled: true },
        { id: expect.stringMatching(/^sha256:/), type: 'unknown', installation_ids: [], handled: true },
      ]),
    );
    const [row] = await shop.sql(`SELECT body FROM webhook_events WHERE id = 'evt_news'`);
    expect(row?.['body']).toMatchObject({ payload });
  });

  it.each<[string, string, number]>([
    ['an empty body', '', 400],
    ['an array', '[]', 400],
    ['half a JSON', '{"id":', 400],
    ['U+0000', JSON.stringify({ id: 'evt_nul', type: '\u0000' }), 400],
    ['256 KiB and a byte', JSON.stringify({ id: 'x'.repeat(262_145) }), 413],
  ])('refuses %s though it is signed', async (_name, raw, status) => {
    const before = await count();
    expect((await deliver(raw)).status).toBe(status);
    expect(await count()).toBe(before);
  });

  it('refuses what is signed and no JSON by its type', async () => {
    const raw = body();
    expect((await post(raw, { 'content-type': 'text/plain', 'x-vercel-signature': sign(raw) })).status).toBe(415);
  });

  it('forgets ids and bodies together after the time of retention, and nothing before', async () => {
    const boss = await shop.server.app.get(JobQueue).boss();
    await shop.sql(
      `INSERT INTO webhook_keys SELECT 'old_' || n, now() - interval '401 days' FROM generate_series(1, 7) n`,
    );
    await shop.sql(`INSERT INTO webhook_events (received_at, id, type, happened_at, installation_ids, body)
      SELECT received_at, id, 'x', received_at, '{}', '{}' FROM webhook_keys WHERE id LIKE 'old_%'`);
    const before = await count();
    await boss.send('bulk', { job: 'webhooks.prune', data: { slot: '' } });
    await shop.settled();
    expect(await count()).toBe(before - 14);
  });
});
