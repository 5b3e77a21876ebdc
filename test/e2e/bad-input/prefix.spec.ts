import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callOf } from '../../support/partner-api/calls.js';
import { OPERATIONS, pathOf, title } from '../../support/partner-api/operations.js';
import { Probe } from '../../support/partner-api/probe.js';
import { type Subject, Tenants } from '../../support/partner-api/tenants.js';

const PREFIX = '/vercel/integration';

describe('a server below a path prefix', () => {
  let probe: Probe;
  let tenants: Tenants;
  let origin: string;
  let own: Subject;

  beforeAll(async () => {
    probe = await Probe.start({ PUBLIC_URL: `http://127.0.0.1${PREFIX}` });
    tenants = new Tenants(probe);
    own = await tenants.installed();
    origin = new URL(probe.server.url).origin;
  });
  afterAll(() => probe.stop());

  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(origin + path, init);
    const body: unknown = await answer.json();
    return { status: answer.status, allow: answer.headers.get('allow'), body };
  };

  it('is where the tests call it', () => {
    expect(probe.server.url).toBe(`${origin}${PREFIX}`);
  });

  it.each(OPERATIONS.map((operation) => [title(operation), operation] as const))(
    'answers %s inside, and nothing outside',
    async (_name, operation) => {
      const subject = await tenants.readyFor(operation);
      const call = callOf(probe, operation, subject);
      const init = { method: call.method, headers: { authorization: String(call.headers?.['authorization']) } };
      const outside = await ask(pathOf(operation, subject), init);
      expect([outside.status, Object(outside.body).error.code]).toEqual([404, 'not_found']);
      expect((await probe.send(call)).status).toBe(operation.success);
    },
  );

  it('answers health and the operators inside, and nothing outside', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      expect([path, (await ask(PREFIX + path)).status]).toEqual([path, 200]);
      expect([path, (await ask(path)).status]).toEqual([path, 404]);
    }
    expect((await ask(`${PREFIX}/admin/v1/resources`)).status).toBe(401);
    expect((await ask('/admin/v1/resources')).status).toBe(404);
  });

  it('says at its address what it is', async () => {
    const seen = await fetch(origin + PREFIX);
    expect([seen.status, await seen.text()]).toEqual([200, expect.stringContaining(`href="${PREFIX}/sso/start"`)]);
  });

  it('knows other methods inside, and nothing outside', async () => {
    const path = `/v1/installations/${own.installationId}/plans`;
    for (const method of ['POST', 'OPTIONS']) {
      expect(await ask(PREFIX + path, { method })).toMatchObject({ status: 405, allow: 'GET' });
      expect(await ask(path, { method })).toMatchObject({ status: 404, allow: null });
    }
  });

  it('refuses inside what cannot be decoded', async () => {
    expect(await ask(`${PREFIX}/v1/installations/%zz`)).toMatchObject({ status: 400 });
    expect(await ask(`${PREFIX}/v1/installations/%zz`, { method: 'POST' })).toMatchObject({ status: 405 });
    expect(await ask('/v1/installations/%zz')).toMatchObject({ status: 404 });
  });

  it.each([
    '/',
    `${PREFIX}/`,
    '/vercel',
    `${PREFIX}${PREFIX}/health/live`,
    `${PREFIX}x/health/live`,
    '/vercel//integration/health/live',
    '/Vercel/integration/health/live',
  ])('answers 404 at %s', async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  });
});
