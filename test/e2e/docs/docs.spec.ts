import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const DOCUMENTS = ['admin', 'partner', 'usage', 'driver'];
const ISSUER = 'https://login.acme.dev/team';

interface OpenApi {
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly object[];
  readonly components: { readonly securitySchemes: Record<string, object> };
}

const checkedIn = (name: string): OpenApi => JSON.parse(readFileSync(`docs/openapi/${name}.json`, 'utf8')) as OpenApi;

describe('the documents', () => {
  let server: TestApp;

  beforeAll(async () => {
    const env = {
      ADMIN_OIDC_ISSUER: ISSUER,
      ADMIN_OIDC_AUDIENCE: 'stallholder',
      ADMIN_OIDC_CLIENT_ID: 'stallholder-docs',
    };
    server = await startTestApp({ workers: 'off', env });
  });
  afterAll(() => server?.stop());

  const read = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${server.url}${path}`, { headers });

  it.each(DOCUMENTS)('are served as they are checked in, for this server: %s', async (name) => {
    const answer = await read(`/docs/${name}.json`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    const { servers, security, components, ...rest } = (await answer.json()) as OpenApi;
    const expected = checkedIn(name);
    expect(servers.map(({ url }) => url)).toEqual([server.url]);
    expect({ ...expected, ...rest }).toEqual(expected);
    const { oidc, ...schemes } = components.securitySchemes;
    expect(schemes).toEqual(expected.components.securitySchemes);
    const openIdConnectUrl = `${ISSUER}/.well-known/openid-configuration`;
    expect(oidc).toEqual(
      name === 'admin' ? { type: 'openIdConnect', description: expect.any(String), openIdConnectUrl } : undefined,
    );
    expect(security).toEqual([...expected.security, ...(name === 'admin' ? [{ oidc: [] }] : [])]);
  });

  it('are shown by a page that runs files of ours alone, and asks us and the login of operators alone', async () => {
    const answer = await read('/docs', { accept: 'text/html' });
    expect(answer.status).toBe(200);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self' https://login.acme.dev",
        "frame-ancestors 'none'",
      ]),
    );
    const html = await answer.text();
    expect(html.match(/<script/g)).toHaveLength(2);
    const files = [...html.matchAll(/(?:src|href)="(\/docs\/files\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(files.map((path) => path.split('/').at(-1))).toEqual([
      'swagger-ui.css',
      'docs.css',
      'swagger-ui-bundle.js',
      'docs.js',
    ]);
    for (const path of files) {
      const [packed, plain] = [await read(path), await read(path, { 'accept-encoding': 'identity' })];
      expect([packed.headers.get('content-encoding'), plain.headers.get('content-encoding')]).toEqual(['gzip', null]);
      expect(await packed.text()).toBe(await plain.text());
      expect(packed.headers.get('cache-control')).toContain('immutable');
    }
  });

  it('keep every other page from running anything', async () => {
    const { headers } = await read('/docs/login', { accept: 'text/html' });
    expect(headers.get('content-security-policy')).not.toMatch(/script-src|unsafe-inline|connect-src/);
  });

  it.each([
    '/docs?document=other',
    '/docs?document=admin&document=usage',
    '/docs/other.json',
    '/docs/__proto__.json',
    '/docs/..%2fpackage.json',
    '/docs/files/x/docs.js',
    '/docs/files/x/constructor',
    '/docs/admin',
    '/docs/',
  ])('are no others, nor under another address: %s', async (path) => {
    expect((await read(path)).status).toBe(404);
  });
});
