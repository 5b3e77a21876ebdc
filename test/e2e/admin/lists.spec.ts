import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const KEY = 'admin-key-of-the-tests';
const READ_ONLY = 'a-key-that-may-only-move-money';
const KEEPER = 'a-key-that-may-only-see-keys';
/** 32 bytes of zeros and of ones. */
const SEALING = `new:${Buffer.alloc(32, 1).toString('base64')},old:${Buffer.alloc(32).toString('base64')}`;

describe('the lists for operators', () => {
  let server: TestApp;
  const ids: string[] = [];

  async function get(
    path: string,
    key: string | null = KEY,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const headers = key === null ? {} : { authorization: `Bearer ${key}` };
    const answer = await fetch(`${server.url}/admin/v1${path}`, { headers });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  beforeAll(async () => {
    const env = {
      ADMIN_API_KEYS: `tests:${KEY},other[money]:${READ_ONLY},keeper[secrets]:${KEEPER}`,
      USAGE_API_KEYS: 'meters:a-key-of-the-meters-of-the-tests',
      ENCRYPTION_KEYS: SEALING,
    };
    server = await startTestApp({ env });
    for (const name of ['Acme', 'Zenith', 'Nadir']) {
      const team = server.vercel.team(name);
      await team.install();
      ids.push(team.installation().id);
      const wish = { product: 'postgres', plan: 'free', name: `db of ${name}`, metadata: {} };
      await team.provision({ ...wish, externalId: `button-${name}` });
    }
  });
  afterAll(() => server.stop());

  it('shows each resource with the reference it came with', async () => {
    const { status, body } = await get('/resources');
    expect(status).toBe(200);
    const resources = body['resources'] as { externalId: string; state: string }[];
    expect(resources.map((resource) => resource.externalId).toSorted()).toEqual([
      'button-Acme',
      'button-Nadir',
      'button-Zenith',
    ]);
    expect(body).not.toHaveProperty('next');
  });

  it('shows all installations page by page, each once and none with its token', async () => {
    const first = await get('/installations?limit=2');
    const second = await get(`/installations?limit=2&cursor=${String(first.body['next'])}`);
    const shown = [first, second].flatMap((page) => page.body['installations'] as { id: string }[]);
    expect(shown.map((installation) => installation.id)).toEqual(ids.toSorted());
    expect(second.body).not.toHaveProperty('next');
    expect(JSON.stringify(shown)).not.toMatch(/token/i);
  });

  it.each([
    ['no key', null, 401],
    ['a wrong key', 'wrong', 401],
    ['a key without the scope', READ_ONLY, 403],
  ])('refuses %s', async (_name, key, status) => {
    const answer = await get('/installations', key);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
  });

  it.each([
    'cursor=x',
    'cursor=',
    'cursor=a&cursor=b',
    'limit=0',
    'limit=-1',
    'limit=201',
    'limit=1e2',
    'limit=1&limit=2',
  ])('refuses ?%s and names the field', async (query) => {
    const { status, body } = await get(`/installations?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 'validation_error', fields: [{ key: query.split('=')[0] }] } });
  });

  it('names the keys to whoever looks after them, tells what each is needed for, and shows none', async () => {
    await fetch(`${server.url}/.well-known/jwks.json`);
    const { status, body } = await get('/keys', KEEPER);
    expect([status, (await get('/keys', READ_ONLY)).status, (await get('/keys', null)).status]).toEqual([
      200, 403, 401,
    ]);
    const sealing = body['sealing'] as { id: string; state: string; sealed: object[] }[];
    expect(sealing.map(({ id, state }) => [id, state])).toEqual([
      ['new', 'seals'],
      ['old', 'opens'],
    ]);
    expect(sealing[0]?.sealed).toContainEqual({
      table: 'resources',
      column: 'credential_seed',
      values: ids.length,
      isMore: false,
    });
    expect(sealing[1]?.sealed).toEqual([]);
    expect(body['admin']).toContainEqual({ name: 'keeper', scopes: ['secrets'] });
    expect(body['admin']).toContainEqual({ name: 'tests', scopes: ['read', 'operate', 'money', 'secrets'] });
    expect(body['usage']).toEqual([{ name: 'meters' }]);
    expect(body['vercel']).toMatchObject({ usable: true, ageSeconds: expect.any(Number) });
    expect(body['signing']).toMatchObject([{ state: 'signs' }]);
    const shown = JSON.stringify(body);
    for (const key of [KEY, KEEPER, 'a-key-of-the-meters', SEALING.slice(4, 30)]) expect(shown).not.toContain(key);
  });

  it('names a sealing key that is needed and not configured any more', async () => {
    const client = new pg.Client({ connectionString: server.databaseUrl });
    await client.connect();
    await client.query(`UPDATE installations SET access_token_key_id = 'lost' WHERE id = $1`, [ids[0]]);
    await client.end();
    const { sealing } = (await get('/keys', KEEPER)).body as { sealing: unknown[] };
    const values = { table: 'installations', column: 'access_token', values: 1, isMore: false };
    expect(sealing).toContainEqual({ id: 'lost', state: 'missing', sealed: [values] });
  });

  /** What operators have said, whatever the server says of plans meanwhile; all pages. */
  async function said(query: string): Promise<unknown[]> {
    const found: { readonly cause: string }[] = [];
    for (let cursor = ''; ;) {
      const { body } = await get(`/notifications?${query}${cursor}`);
      found.push(...(body['notifications'] as typeof found));
      const { next } = body as { next?: string };
      if (next === undefined) return found.filter(({ cause }) => cause === 'operator');
      cursor = `&cursor=${next}`;
    }
  }

  it('shows all that is said to customers, by whatever cause, page by page', async () => {
    const [id = ''] = ids;
    const { resources } = (await get(`/resources?installationId=${id}`)).body as { resources: { id: string }[] };
    const [{ id: resourceId } = { id: '' }] = resources;
    const say = async (path: string, title: string, level: string): Promise<void> => {
      const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
      const body = JSON.stringify({ level, title });
      const answer = await fetch(`${server.url}/admin/v1${path}/notification`, { method: 'POST', headers, body });
      expect(answer.status).toBe(204);
    };
    await say(`/installations/${id}`, 'To all', 'info');
    await say(`/resources/${resourceId}`, 'To one', 'error');
    const since = expect.any(String);
    const common = { installationId: id, cause: 'operator', since };
    const toAll = { ...common, level: 'info', title: 'To all' };
    const toOne = { ...common, resourceId, level: 'error', title: 'To one' };
    expect(await said(`installationId=${id}&limit=200`)).toEqual([toAll, toOne]);
    expect(await said('limit=1')).toEqual([toAll, toOne]);
    expect(await said(`resourceId=${resourceId}`)).toEqual([toOne]);
    expect(await said('level=info')).toEqual([toAll]);
    expect((await get('/notifications?level=loud')).status).toBe(400);
  });
});
