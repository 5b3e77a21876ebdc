import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RawCall } from '#libs/vercel-simulator';
import { OPERATIONS, pathOf, title } from '../../support/partner-api/operations.js';
import { Probe } from '../../support/partner-api/probe.js';
import { type Subject, Tenants } from '../../support/partner-api/tenants.js';

const METHODS = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'SEARCH', 'QUERY', 'PROPFIND'];
const PATHS = [...new Set(OPERATIONS.map(({ path }) => path))];
const allowed = (path: string): string[] =>
  OPERATIONS.filter((operation) => operation.path === path)
    .map(({ method }) => method)
    .toSorted();

describe('a path', () => {
  let probe: Probe;
  let own: Subject;
  let base: string;

  beforeAll(async () => {
    probe = await Probe.start();
    own = await new Tenants(probe).withClaim();
    base = `/v1/installations/${own.installationId}`;
  });
  afterAll(() => probe.stop());

  const call = (method: string, path: string, headers: RawCall['headers'] = {}): RawCall => {
    const token = probe.tokens.system({ installationId: own.installationId });
    return { method, path, headers: { authorization: `Bearer ${token}`, ...headers } };
  };
  const ask = (method: string, path: string, headers?: RawCall['headers']) =>
    probe.sendInVain(call(method, path, headers));

  it.each(PATHS)('%s answers other methods with 405 and those it has', async (template) => {
    const path = pathOf({ path: template }, own);
    for (const method of METHODS.filter((one) => !allowed(template).includes(one))) {
      const answer = await ask(method, path);
      const told = [method, answer.status, answer.headers.allow, Object(answer.body).error?.code];
      expect(told).toEqual([method, 405, allowed(template).join(', '), 'method_not_allowed']);
    }
  });

  it.each(OPERATIONS.filter(({ method }) => method === 'GET').map((one) => [title(one), one] as const))(
    '%s answers HEAD as GET, without the body',
    async (_name, operation) => {
      const get = await ask('GET', pathOf(operation, own));
      const head = await ask('HEAD', pathOf(operation, own));
      expect([get.status, head.status, head.body]).toEqual([200, 200, undefined]);
      expect(head.headers['content-length']).toBe(get.headers['content-length']);
    },
  );

  it('answers HEAD as GET where nothing is', async () => {
    const nobody = `/v1/installations/icfg_nobody`;
    const token = probe.tokens.system({ installationId: 'icfg_nobody' });
    const headers = { authorization: `Bearer ${token}` };
    for (const path of [nobody, `${nobody}/resources`, `${nobody}/resources/res_1`]) {
      expect([path, (await ask('GET', path, headers)).status]).toEqual([path, 404]);
      expect([path, (await ask('HEAD', path, headers)).status]).toEqual([path, 404]);
    }
    expect((await ask('HEAD', `${base}/resources/res_1`)).status).toBe(404);
    expect((await ask('HEAD', base, { authorization: 'Bearer x' })).status).toBe(403);
  });

  it('is a route only as it is written', async () => {
    const others = [
      ...[base, `${base}/plans`, `${base}/resources`].flatMap((path) => [
        `${path}/`,
        `/${path}`,
        path.replace('/v1/', '/v1//'),
        path.replace('/v1/', '/V1/'),
        path.replace('/v1/', '/v1/./'),
        path.replace('/v1/', '/v1/x/../'),
        path.replace('/v1/', '/v1;x/'),
        path.replace('/v1/', '/%76%31/'),
        path.replace('installations', 'Installations'),
        path.replace('installations', 'installation%73'),
        path.replace('/v1/', '/v2/'),
        path.replace('/v1/', '/'),
      ]),
      `${base}/Resources`,
      `${base}//resources`,
      `${base}/resources//`,
      `${base}/resources/${own.resourceId}/`,
      `${base}/resources/${own.resourceId}/secrets`,
      `${base}/unknown`,
      '/v1',
      '/v1/installations',
      '/v1/installations/',
      '/v1/products',
      '/v1/products/shop',
      '/favicon.ico',
      '/robots.txt',
      '/.env',
      '/__proto__',
      '/constructor',
    ];
    for (const path of others) {
      const answer = await ask('GET', path);
      expect([path, answer.status, Object(answer.body).error?.code]).toEqual([path, 404, 'not_found']);
    }
  });

  it.each([
    ['10 KB', 'x'.repeat(10_240)],
    ['U+0000', '%00'],
    ['U+0000 inside', 'res_%00'],
    ['dots', '..'],
    ['dots and a slash', '..%2f'],
    ['dots to the parent', '..%2f..%2fother'],
    ['a slash', 'a%2fb'],
    ['a backslash', '%5c'],
    ['a line break', 'a%0d%0aSet-Cookie:b'],
    ['SQL', `'%20OR%20'1'='1`],
    ['a wildcard', '%25'],
    ['a star', '*'],
    ['a colon', ':resourceId'],
    ['a semicolon', 'a;b=c'],
    ['an emoji', '%F0%9F%98%80'],
    ['a space', '%20'],
    ['a member of every object', '__proto__'],
    ['undefined', 'undefined'],
  ])('with %s as an id finds nothing', async (_what, id) => {
    expect((await ask('GET', `${base}/resources/${id}`)).status).toBe(404);
    expect((await ask('GET', `${base}/resources/${id}/plans`)).status).toBe(404);
    expect((await ask('DELETE', `${base}/resources/${id}`)).status).toBe(404);
    expect((await ask('GET', `/v1/products/${id}/plans`)).status).toBe(404);
    expect((await ask('GET', `/v1/installations/${id}`)).status).toBe(403);
    expect((await ask('DELETE', `/v1/installations/${id}`)).status).toBe(403);
  });

  it.each(['%', '%zz', '%f', 'a%', '%ff', '%c0%af', '%ed%a0%80', '%u0041'])(
    'that cannot be decoded (%s) is unreadable, or not allowed, never a failure',
    async (id) => {
      const known = [`/v1/installations/${id}`, `${base}/resources/${id}`, `/v1/products/${id}/plans`];
      for (const path of known) expect([path, (await ask('GET', path)).status]).toEqual([path, 400]);
      expect((await ask('POST', `/v1/products/${id}/plans`)).status).toBe(405);
      expect((await ask('OPTIONS', `/v1/installations/${id}`)).status).toBe(405);
      expect((await ask('GET', `/v1/${id}`)).status).toBe(404);
    },
  );

  it('of another tenant is not reached through one of the own', async () => {
    const other = await new Tenants(probe).installed();
    for (const path of [
      `${base}/../${other.installationId}`,
      `${base}%2f..%2f${other.installationId}`,
      `${base}/resources/..%2f..%2f${other.installationId}%2fresources%2f${other.resourceId}`,
      `/v1/installations/${other.installationId}?installationId=${own.installationId}`,
      `/v1/installations/${other.installationId}%00${own.installationId}`,
      `/v1/installations/${own.installationId},${other.installationId}`,
    ]) {
      const { status } = await ask('GET', path);
      expect([path, [403, 404].includes(status)]).toEqual([path, true]);
    }
  });

  it.each(['x-http-method-override', 'x-http-method', 'x-method-override'])('is not changed by %s', async (header) => {
    expect((await ask('GET', base, { [header]: 'DELETE' })).status).toBe(200);
    expect((await ask('GET', `${base}?_method=DELETE`)).status).toBe(200);
    expect((await ask('POST', base, { [header]: 'DELETE' })).status).toBe(405);
  });

  it.each(['x-original-url', 'x-rewrite-url', 'x-forwarded-prefix', 'x-forwarded-host'])(
    'is not changed by %s',
    async (header) => {
      expect((await ask('GET', `${base}/unknown`, { [header]: base })).status).toBe(404);
    },
  );
});
