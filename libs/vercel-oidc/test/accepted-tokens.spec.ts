import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VercelTokenVerifier } from '#libs/vercel-oidc';
import {
  AUDIENCE,
  ISSUER,
  openMarketplace,
  systemClaims,
  userClaims,
  type Marketplace,
} from './support/marketplace.js';
import { SigningKey } from './support/signing.js';

const key = new SigningKey('key-1');
let market: Marketplace;

beforeAll(async () => {
  market = await openMarketplace();
  market.server.publish(key.jwk());
});
afterAll(() => market.close());

const user = (changes: object = {}): object => userClaims(market.clock, changes);
const system = (changes: object = {}): object => systemClaims(market.clock, changes);
const verify = (claims: object | string, header: object | string = {}) =>
  market.verifier.verify(`Bearer ${key.token({ header, claims })}`);

describe('a user token', () => {
  it('names the user, the installation, the account and the role', async () => {
    const profile = { user_email: 'jo@example.com', user_name: 'Jo É', user_avatar_url: 'https://example.com/jo.png' };
    expect(await verify(user({ ...profile, user_role: 'USER' }))).toEqual({
      kind: 'user',
      audience: AUDIENCE,
      accountId: 'abc123',
      installationId: 'icfg_9bceb8ccT32d3U417ezb5c8p',
      userId: 'def456',
      role: 'USER',
      subject: 'account:abc123:user:def456',
      email: 'jo@example.com',
      name: 'Jo É',
      avatarUrl: 'https://example.com/jo.png',
      expiresAt: new Date((market.clock.seconds + 3600) * 1000),
      issuedAt: new Date(market.clock.seconds * 1000),
    });
  });

  it('needs no profile, and none is invented', async () => {
    const identity = await verify(user({ user_name: null, user_avatar_url: null }));
    expect(Object.keys(identity)).not.toEqual(expect.arrayContaining(['name']));
    expect(Object.keys(identity)).not.toEqual(expect.arrayContaining(['avatarUrl']));
    expect(Object.keys(identity)).not.toEqual(expect.arrayContaining(['email']));
  });

  it.each(['access_token', 'id_token', undefined])('passes with the type %s', async (type) => {
    expect(await verify(user({ type }))).toMatchObject({ kind: 'user' });
  });

  it('passes when it came from an SSO exchange, without a scheme', async () => {
    const token = key.token({ claims: user({ type: 'id_token', user_role: 'USER' }) });
    expect(await market.verifier.verifyToken(token)).toMatchObject({ kind: 'user', role: 'USER' });
  });
});

describe('a system token', () => {
  it('names the account and the installation', async () => {
    expect(await verify(system())).toEqual({
      kind: 'system',
      audience: AUDIENCE,
      accountId: 'abc123',
      installationId: 'icfg_9bceb8ccT32d3U417ezb5c8p',
      subject: 'account:abc123',
      expiresAt: new Date((market.clock.seconds + 3600) * 1000),
      issuedAt: new Date(market.clock.seconds * 1000),
    });
  });

  it('may have a null subject and a null installation', async () => {
    const identity = await verify(system({ sub: null, installation_id: null }));
    expect(identity).toMatchObject({ kind: 'system', subject: null, installationId: null });
  });
});

describe('a system token without an account', () => {
  it.each([
    ['the registered claims alone', { sub: undefined, installation_id: undefined, account_id: undefined }],
    ['nulls', { sub: null, installation_id: null, account_id: null }],
    ['a subject of no known form', { sub: 'account:', account_id: undefined }],
    ['an installation', { account_id: undefined }],
  ])('is the incomplete token and carries nothing on: %s', async (_what, changes) => {
    expect(await verify(system(changes))).toEqual({
      kind: 'pre-install',
      audience: AUDIENCE,
      expiresAt: new Date((market.clock.seconds + 3600) * 1000),
      issuedAt: new Date(market.clock.seconds * 1000),
    });
  });
});

describe('any token', () => {
  it.each(['Bearer', 'bearer', 'BEARER', 'bEaReR'])('passes behind the scheme %s', async (scheme) => {
    expect(await market.verifier.verify(`${scheme} ${key.token({ claims: user() })}`)).toMatchObject({ kind: 'user' });
  });

  it.each([
    ['unknown claims', { plan: 'pro', scopes: ['a'], nested: { iss: 'x', aud: 'y' }, ['__proto__x']: 1 }],
    ['no iat', { iat: undefined }],
    ['an nbf in the past', { nbf: 1 }],
    ['keys that only look repeated', { a: { exp: 1 }, b: [{ exp: 1 }, { exp: 2 }], c: '{"exp":1,"exp":2}', 'c"': ':' }],
  ])('passes with %s', async (_what, changes) => {
    expect(await verify(user(changes))).toMatchObject({ kind: 'user' });
  });

  it('does not let a claim called __proto__ stand in for missing ones', async () => {
    const { user_id: _left, ...others } = user() as Record<string, unknown>;
    const claims = JSON.stringify({ ...others, marker: 0 }).replace('"marker":0', '"__proto__":{"user_id":"x"}');
    await expect(verify(claims)).rejects.toMatchObject({ code: 'user' });
  });

  it.each([
    ['no typ', { typ: undefined }],
    ['typ in small letters', { typ: 'jwt' }],
    ['typ at+jwt', { typ: 'at+jwt' }],
  ])('passes with %s', async (_what, header) => {
    expect(await verify(user(), header)).toMatchObject({ kind: 'user' });
  });

  it.each([
    ['expired within the tolerance', { exp: -4 }],
    ['lives a whole day', { exp: 86_400 }],
    ['issued by a clock that is ahead within the tolerance', { iat: 5, nbf: 5, exp: 60 }],
  ])('passes when it %s', async (_what, offsets) => {
    const shifted = Object.entries(offsets).map(([claim, offset]) => [claim, market.clock.seconds + offset]);
    expect(await verify(user(Object.fromEntries(shifted)))).toMatchObject({ kind: 'user' });
  });

  it('passes at 8 KB', async () => {
    const short = key.token({ claims: user({ filler: '' }) }).length;
    const token = key.token({ claims: user({ filler: 'x'.repeat(Math.floor(((8192 - short) * 3) / 4) - 2) }) });
    expect(token.length).toBeGreaterThan(8180);
    expect(await market.verifier.verify(`Bearer ${token}`)).toMatchObject({ kind: 'user' });
  });

  it('passes under another allowed asymmetric algorithm only with a key that is meant for it', async () => {
    const options = { keys: market.keys, issuer: ISSUER, audience: AUDIENCE, now: market.clock.now };
    const verifier = new VercelTokenVerifier({ ...options, algorithms: ['RS256', 'RS512'] });
    const token = key.token({ header: { alg: 'RS512' }, claims: user() }, 'sha512');
    await expect(verifier.verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'key-mismatch' });
  });
});
