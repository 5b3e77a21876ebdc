import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const READER = 'the-key-of-a-reader-of-docs';
const METERMAID = 'the-key-of-somebody-without-read';
const PATHS = ['/docs', '/docs?document=partner', '/docs/admin.json', '/docs/usage.json'];

const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://market.acme.dev',
  VERCEL_API_URL: 'https://api.vercel.invalid',
  VERCEL_DASHBOARD_URL: 'https://vercel.invalid',
  VERCEL_OIDC_ISSUER: 'https://vercel.invalid',
  POSTGRES_DRIVER_URL: process.env['TEST_POSTGRES_URL'] ?? '',
  ENCRYPTION_KEYS: `k1:${createHash('sha256').update('docs').digest('base64')}`,
  ADMIN_API_KEYS: `reader[read]:${READER},metermaid[operate]:${METERMAID}`,
  TRUST_PROXY: '1',
};

const start = (env: Record<string, string> = {}): Promise<TestApp> =>
  startTestApp({ workers: 'off', env: { ...PRODUCTION, ...env } });

describe('the documents in production', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await start({ DOCS_ENABLED: 'true' });
  });
  afterAll(() => server?.stop());

  const read = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${server.url}${path}`, { headers, redirect: 'manual' });

  const signIn = (key: string, address = '192.0.2.1'): Promise<Response> =>
    fetch(`${server.url}/docs/login`, {
      method: 'POST',
      body: new URLSearchParams({ key }),
      headers: { accept: 'text/html', 'x-forwarded-for': address },
      redirect: 'manual',
    });

  /** What a browser keeps of an answer. */
  const cookieOf = (answer: Response): string => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';

  it.each(PATHS)('are for nobody who has not signed in: %s', async (path) => {
    const browser = await read(path, { accept: 'text/html' });
    expect([browser.status, browser.headers.get('location')]).toEqual([303, 'https://market.acme.dev/docs/login']);
    for (const headers of [{}, { authorization: `Bearer ${READER}` }, { cookie: '__Host-stallholder-operator=x.y' }]) {
      expect((await read(path, headers)).status).toBe(401);
    }
  });

  it('are for an operator who has shown a key that may read', async () => {
    const answer = await signIn(READER);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/docs']);
    const [set = ''] = answer.headers.getSetCookie();
    expect(set).toMatch(/^__Host-stallholder-operator=[\w.-]+;/);
    for (const part of ['Max-Age=3600', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict']) expect(set).toContain(part);
    expect(set).not.toContain(READER);
    for (const path of PATHS) expect((await read(path, { cookie: cookieOf(answer) })).status).toBe(200);
  });

  it('open nothing else: the admin API goes on asking for a key', async () => {
    const cookie = cookieOf(await signIn(READER));
    expect((await read('/admin/v1/installations', { cookie })).status).toBe(401);
  });

  it.each([METERMAID, 'a-key-that-never-was-one', '', 'x'.repeat(5_000)])(
    'stay closed for another key: %.20s',
    async (key) => {
      const answer = await signIn(key, '192.0.2.2');
      expect(answer.status).toBe(403);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await answer.text()).toContain('This is no key that may read.');
    },
  );

  it('are lost to a pass that was changed, that is another server’s, or whose key is no more', async () => {
    const cookie = cookieOf(await signIn(READER));
    const changed = cookie.slice(0, -2) + (cookie.endsWith('AA') ? 'BB' : 'AA');
    expect((await read('/docs/admin.json', { cookie: changed })).status).toBe(401);
    const others = { DOCS_ENABLED: 'true', ADMIN_API_KEYS: 'reader[read]:another-key-of-the-same-name' };
    const other = await start(others);
    try {
      expect((await fetch(`${other.url}/docs/admin.json`, { headers: { cookie } })).status).toBe(401);
    } finally {
      await other.stop();
    }
  });

  it('are left by signing out', async () => {
    const answer = await fetch(`${server.url}/docs/logout`, { method: 'POST', redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/docs/login']);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-stallholder-operator=;.*Max-Age=0/);
  });

  it('cannot be had by trying keys: one address is stopped, others are not', async () => {
    const answers: Response[] = [];
    for (let tries = 0; tries < 30; tries += 1) answers.push(await signIn(`wrong-key-${tries}`, '192.0.2.3'));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403, 429]));
    expect(answers.at(-1)?.headers.get('retry-after')).toBe('60');
    expect((await signIn(READER, '192.0.2.4')).status).toBe(303);
  });
});

describe('a server in production that was not told to show its documents', () => {
  it('has none, and no form to sign in', async () => {
    const server = await start();
    try {
      for (const path of [...PATHS, '/docs/login', '/docs/oauth2-redirect']) {
        expect((await fetch(`${server.url}${path}`)).status).toBe(404);
      }
    } finally {
      await server.stop();
    }
  });
});
