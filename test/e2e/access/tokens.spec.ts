import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RawCall } from '#libs/vercel-simulator';
import { callOf } from '../../support/partner-api/calls.js';
import { type Operation, operationOf } from '../../support/partner-api/operations.js';
import { Probe } from '../../support/partner-api/probe.js';
import { type Subject, Tenants } from '../../support/partner-api/tenants.js';

const RESOURCE = '/v1/installations/{installationId}/resources/{resourceId}';
const READ = operationOf('GET', RESOURCE);
const WRITE = operationOf('PATCH', RESOURCE);
const CONSOLE = operationOf('POST', `${RESOURCE}/repl`);
const PLANS = operationOf('GET', '/v1/products/{productSlug}/plans');

const HOUR = 3600;
const now = Math.floor(Date.now() / 1000);

/** A right system token with one thing wrong; the simulator's bad tokens are those of a user. */
const BAD_SYSTEM_CLAIMS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['expired', { exp: now - HOUR }],
  ['no exp', { exp: undefined }],
  ['exp as text', { exp: String(now + HOUR) }],
  ['exp of 1e300', { exp: 1e300 }],
  ['25 hours of life', { exp: now + 25 * HOUR }],
  ['not yet valid', { nbf: now + HOUR }],
  ['issued in the future', { iat: now + HOUR }],
  ['another issuer', { iss: 'https://marketplace.vercel.example' }],
  ['another audience', { aud: 'oac_other' }],
  ['an array as audience', { aud: ['oac_test'] }],
  ['no account', { account_id: undefined }],
  ['a foreign subject', { sub: 'team:1' }],
  ['no subject', { sub: undefined }],
  ['a subject of a user', { sub: 'account:a:user:b' }],
  ['a role', { user_role: 'ADMIN' }],
  ['no installation', { installation_id: undefined }],
  ['an installation as a list', { installation_id: ['icfg_000000000000000000000001'] }],
  ['another use', { type: 'refresh_token' }],
];

const AUTHORIZATIONS: readonly (readonly [string, (token: string) => RawCall['headers']])[] = [
  ['no header', () => ({})],
  ['an empty header', () => ({ authorization: '' })],
  ['only the scheme', () => ({ authorization: 'Bearer' })],
  ['only the token', (token) => ({ authorization: token })],
  ['Basic', (token) => ({ authorization: `Basic ${Buffer.from(`user:${token}`).toString('base64')}` })],
  ['another scheme', (token) => ({ authorization: `Token ${token}` })],
  ['the same header twice', (token) => ({ authorization: [`Bearer ${token}`, `Bearer ${token}`] })],
  ['a bad and a good header', (token) => ({ authorization: ['Bearer x', `Bearer ${token}`] })],
  ['two tokens in one header', (token) => ({ authorization: `Bearer ${token}, Bearer ${token}` })],
  ['a second word', (token) => ({ authorization: `Bearer ${token} x` })],
  ['two spaces', (token) => ({ authorization: `Bearer  ${token}` })],
  ['a tab', (token) => ({ authorization: `Bearer\t${token}` })],
  ['quotes', (token) => ({ authorization: `Bearer "${token}"` })],
  ['the token in another header', (token) => ({ 'x-authorization': `Bearer ${token}`, cookie: `token=${token}` })],
];

const RIGHT: readonly (readonly [string, Readonly<Record<string, unknown>>, Record<string, string>])[] = [
  ['as Vercel sends it', {}, {}],
  ['with unknown claims', { plan: 'hobby', nested: { a: [1] } }, {}],
  ['without iat', { iat: undefined }, {}],
  ['as an access token', { type: 'access_token' }, {}],
  ['as an id token', { type: 'id_token' }, {}],
  ['with 24 hours of life', { exp: now + 24 * HOUR - 60 }, {}],
  ['with an unknown X-Vercel-Auth', {}, { 'x-vercel-auth': 'something-new' }],
  ['with an empty X-Vercel-Auth', {}, { 'x-vercel-auth': '' }],
];

describe('tokens', () => {
  let probe: Probe;
  let subject: Subject;

  beforeAll(async () => {
    probe = await Probe.start();
    subject = await new Tenants(probe).installed();
  });
  afterAll(() => probe.stop());

  const withHeaders = (operation: Operation, headers: RawCall['headers']): RawCall => {
    const call = callOf(probe, operation, subject);
    const others = Object.entries(call.headers ?? {}).filter(([name]) => name !== 'authorization');
    return { ...call, headers: { ...Object.fromEntries(others), ...headers } };
  };
  const right = (operation: Operation): string =>
    operation === WRITE
      ? probe.tokens.user({ installationId: subject.installationId })
      : probe.tokens.system({ installationId: subject.installationId });
  const refusal = { error: { code: 'forbidden', message: 'Access refused' } };

  it('are refused by reads, writes and the console whatever is wrong with them', async () => {
    const bad = [...probe.server.vercel.badTokens(subject.installationId)];
    expect(bad.length).toBeGreaterThan(70);
    expect(bad.filter(({ sendable }) => !sendable).map(({ name }) => name)).toEqual(['a trailing line break']);
    for (const { name, token } of bad.filter(({ sendable }) => sendable)) {
      for (const operation of [READ, WRITE, CONSOLE]) {
        const answer = await probe.sendInVain(withHeaders(operation, { authorization: `Bearer ${token}` }));
        expect([name, answer.status, answer.body]).toEqual([name, 403, refusal]);
      }
    }
  });

  it.each(BAD_SYSTEM_CLAIMS)('of Vercel itself are refused with %s', async (_name, claims) => {
    const token = probe.tokens.system({ installationId: subject.installationId, claims });
    const answer = await probe.sendInVain(withHeaders(READ, { authorization: `Bearer ${token}` }));
    expect([answer.status, answer.body]).toEqual([403, refusal]);
  });

  it.each(AUTHORIZATIONS)('are not taken from %s', async (_name, headers) => {
    for (const operation of [READ, WRITE]) {
      const answer = await probe.sendInVain(withHeaders(operation, headers(right(operation))));
      expect([answer.status, answer.body]).toEqual([403, refusal]);
    }
  });

  it.each(['bearer', 'BEARER', 'bEaReR'])('are taken under the scheme %s', async (scheme) => {
    for (const operation of [READ, WRITE]) {
      const answer = await probe.send(withHeaders(operation, { authorization: `${scheme} ${right(operation)}` }));
      expect(answer.status).toBe(200);
    }
  });

  it.each(RIGHT)('are taken %s', async (_name, claims, headers) => {
    const installation = { installationId: subject.installationId, claims };
    const system = `Bearer ${probe.tokens.system(installation)}`;
    const user = `Bearer ${probe.tokens.user(installation)}`;
    expect((await probe.send(withHeaders(READ, { authorization: system, ...headers }))).status).toBe(200);
    expect((await probe.send(withHeaders(WRITE, { authorization: user, ...headers }))).status).toBe(200);
  });

  it('of Vercel itself may lack a subject, those of users what only describes them', async () => {
    const { installationId } = subject;
    const system = `Bearer ${probe.tokens.system({ installationId, claims: { sub: null } })}`;
    const bare = { user_email: undefined, user_name: null, user_avatar_url: null };
    const user = `Bearer ${probe.tokens.user({ installationId, claims: bare })}`;
    expect((await probe.send(withHeaders(READ, { authorization: system }))).status).toBe(200);
    expect((await probe.send(withHeaders(WRITE, { authorization: user }))).status).toBe(200);
  });

  it.each(['user', 'User', 'system', 'SYSTEM'])('may not be contradicted by X-Vercel-Auth: %s', async (kind) => {
    for (const operation of [READ, WRITE]) {
      const agrees = kind.toLowerCase() === (operation === WRITE ? 'user' : 'system');
      const headers = { authorization: `Bearer ${right(operation)}`, 'x-vercel-auth': kind };
      const call = withHeaders(operation, headers);
      const answer = agrees ? await probe.send(call) : await probe.sendInVain(call);
      expect([operation.method, answer.status]).toEqual([operation.method, agrees ? 200 : 403]);
    }
  });

  it('before an installation need only the registered claims, and open nothing but the plans of products', async () => {
    const token = probe.tokens.preInstall({ claims: { anything: 'else' } });
    expect((await probe.send(withHeaders(PLANS, { authorization: `Bearer ${token}` }))).status).toBe(200);
    const expired = probe.tokens.preInstall({ claims: { exp: now - HOUR } });
    expect((await probe.sendInVain(withHeaders(PLANS, { authorization: `Bearer ${expired}` }))).status).toBe(403);
    const foreign = probe.tokens.preInstall({ claims: { aud: 'oac_other' } });
    expect((await probe.sendInVain(withHeaders(PLANS, { authorization: `Bearer ${foreign}` }))).status).toBe(403);
  });

  it('are asked for before a body is read', async () => {
    const call = withHeaders(WRITE, { authorization: 'Bearer x', 'content-type': 'text/plain' });
    expect((await probe.sendInVain({ ...call, body: '{' })).status).toBe(403);
  });
});
