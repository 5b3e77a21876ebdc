import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { OAuth2Server } from 'oauth2-mock-server';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const AUDIENCE = 'stallholder';
const KEY = 'an-admin-key-of-the-tests';
type Claims = Readonly<Record<string, unknown>>;

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('operators by the tokens of a login', () => {
  let issuer: OAuth2Server;
  let server: TestApp;
  let privateKey: KeyObject;

  beforeAll(async () => {
    issuer = new OAuth2Server();
    ({ privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 }));
    await issuer.issuer.keys.add({ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', kid: 'k1', use: 'sig' });
    await issuer.start(0, '127.0.0.1');
    issuer.issuer.url = `http://127.0.0.1:${issuer.address().port}`;
    const env = {
      ADMIN_OIDC_ISSUER: issuer.issuer.url,
      ADMIN_OIDC_AUDIENCE: AUDIENCE,
      ADMIN_OIDC_ROLES_CLAIM: 'realm.roles',
      ADMIN_API_KEYS: `tests:${KEY}`,
    };
    server = await startTestApp({ env });
  });
  afterAll(async () => {
    await server.stop();
    await issuer.stop();
  });

  function claims(changes: Claims = {}): Claims {
    const now = Math.floor(Date.now() / 1_000);
    const realm = { roles: ['read', 'operate'] };
    const common = { iss: issuer.issuer.url, aud: AUDIENCE, sub: 'ada@provider.example', iat: now, exp: now + 600 };
    return { ...common, realm, ...changes };
  }

  function token(payload: Claims, header: Claims = {}): string {
    const text = `${encoded({ alg: 'RS256', kid: 'k1', typ: 'JWT', ...header })}.${encoded(payload)}`;
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
  }

  function unsigned(): string {
    return `${encoded({ alg: 'none', kid: 'k1', typ: 'JWT' })}.${encoded(claims())}.`;
  }

  function signedWithPublicKey(): string {
    const secret = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
    const text = `${encoded({ alg: 'HS256', kid: 'k1', typ: 'JWT' })}.${encoded(claims())}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  }

  async function call(bearer: string, path: string, body?: object): Promise<{ status: number; text: string }> {
    const answer = await fetch(`${server.url}/admin/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  }

  it.each<[string, () => Claims, Claims?]>([
    ['for us', () => claims()],
    ['for us and others', () => claims({ aud: ['another', AUDIENCE] })],
    ['that names its certificate', () => claims(), { x5t: 'AAAA' }],
    ['with roles as text', () => claims({ 'realm.roles': 'read operate' })],
  ])('are let in with a token %s', async (_name, payload, header = {}) => {
    expect((await call(token(payload(), header), '/installations')).status).toBe(200);
  });

  it('are on record under the subject of the token', async () => {
    const bearer = token(claims());
    expect((await call(bearer, '/clock', { advance: 'PT1S' })).status).toBe(200);
    const { text } = await call(bearer, '/audit?action=clock.advanced');
    expect(JSON.parse(text)).toMatchObject({ entries: [{ actorKind: 'operator', actorId: 'ada@provider.example' }] });
  });

  it.each([
    ['none of the roles', {}],
    ['no roles', { realm: { roles: [] } }],
    ['another role', { realm: { roles: ['reader', 'READ'] } }],
    ['roles that are none', { realm: { roles: 7 } }],
  ])('may not do with %s what a role is needed for', async (name, changes) => {
    const payload = name === 'none of the roles' ? { ...claims(), realm: undefined } : claims(changes);
    expect((await call(token(payload), '/installations')).status).toBe(403);
  });

  it('may do only what their roles say', async () => {
    const bearer = token(claims({ realm: { roles: ['read'] } }));
    expect((await call(bearer, '/installations')).status).toBe(200);
    expect((await call(bearer, '/clock', { advance: 'PT1S' })).status).toBe(403);
  });

  it.each<[string, () => string]>([
    ['of another issuer', () => token(claims({ iss: 'https://login.example' }))],
    ['for somebody else', () => token(claims({ aud: 'another' }))],
    ['for a longer name', () => token(claims({ aud: [`${AUDIENCE}-2`] }))],
    ['that has expired', () => token(claims({ exp: Math.floor(Date.now() / 1_000) - 60 }))],
    ['without an end', () => token(claims({ exp: undefined }))],
    ['without a subject', () => token(claims({ sub: undefined }))],
    ['without a signature', unsigned],
    ['signed with the public key as a secret', signedWithPublicKey],
    ['of an unknown key', () => token(claims(), { kid: 'k2' })],
    ['that brings its key along', () => token(claims(), { jwk: { kty: 'oct', k: 'AAAA' } })],
    [
      'with another content than was signed',
      () => token(claims()).replace(/\.[^.]+\./, `.${encoded(claims({ sub: 'eve' }))}.`),
    ],
  ])('are refused with a token %s', async (_name, bearer) => {
    const { status, text } = await call(bearer(), '/installations');
    expect(status).toBe(401);
    expect(JSON.parse(text)).toEqual({ error: { code: 'unauthorized', message: expect.any(String) } });
  });

  it('leave keys as good as they are', async () => {
    expect((await call(KEY, '/installations')).status).toBe(200);
    expect((await call('another-key', '/installations')).status).toBe(401);
  });
});
