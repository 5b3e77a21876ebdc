import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeySetUnavailable, RemoteKeySet, VercelTokenVerifier } from '#libs/vercel-oidc';
import { AUDIENCE, ISSUER, openMarketplace, userClaims, type Marketplace } from './support/marketplace.js';
import { SigningKey } from './support/signing.js';

const first = new SigningKey('first');
const second = new SigningKey('second');
const DAY = 86_400;
let market: Marketplace;

beforeEach(async () => {
  market = await openMarketplace();
  market.server.publish(first.jwk());
});
afterEach(() => market.close());

/** A new token each time, since its expiry follows the clock and its id the call. */
let serial = 0;
const verify = (key: SigningKey) =>
  market.verifier.verify(`Bearer ${key.token({ claims: userClaims(market.clock, { jti: String((serial += 1)) }) })}`);
const code = (key: SigningKey) =>
  verify(key).then(
    () => 'passed',
    (error: unknown) => (error instanceof KeySetUnavailable ? '503' : (error as { code?: string }).code),
  );
const times = <T>(count: number, call: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, call));

describe('the key set', () => {
  it('is fetched on first use, once for fifty callers, and then not again', async () => {
    expect(market.server.requests).toBe(0);
    expect(await times(50, () => code(first))).toEqual(Array(50).fill('passed'));
    expect(await code(first)).toBe('passed');
    expect(market.server.requests).toBe(1);
  });

  it('is fetched once per cool-down for unknown key ids, whoever asks', async () => {
    await verify(first);
    expect(new Set(await times(50, () => code(second)))).toEqual(new Set(['key-unknown']));
    expect(market.server.requests).toBe(2);
    market.clock.advance(29);
    expect(await code(new SigningKey('third'))).toBe('key-unknown');
    expect(market.server.requests).toBe(2);
    market.clock.advance(1);
    expect(new Set(await times(50, () => code(second)))).toEqual(new Set(['key-unknown']));
    expect(market.server.requests).toBe(3);
  });

  it('is not fetched twice when an unknown key id is the first to ask', async () => {
    expect(await code(second)).toBe('key-unknown');
    expect(market.server.requests).toBe(1);
  });

  it('is not fetched for a key id of impossible form', async () => {
    await verify(first);
    expect(await code(new SigningKey('../../etc/passwd'))).toBe('key-id');
    expect(market.server.requests).toBe(1);
  });

  it('follows a rotation at once, though it was fetched a moment ago', async () => {
    await verify(first);
    market.server.publish(second.jwk(), first.jwk());
    expect(await times(50, () => code(second))).toEqual(Array(50).fill('passed'));
    expect(await code(first)).toBe('passed');
    expect(market.server.requests).toBe(2);
    expect(market.keys.status()).toMatchObject({ keys: 2, lastError: null });
  });

  it('goes on asking when the clock was set back', async () => {
    await verify(first);
    expect(await code(second)).toBe('key-unknown');
    market.clock.advance(-7 * DAY);
    market.server.publish(second.jwk());
    expect(await code(second)).toBe('passed');
  });
});

describe('an outage', () => {
  it('leaves the last good keys in use for a day, then everything waits with KeySetUnavailable', async () => {
    await verify(first);
    market.server.send(500, 'broken');
    market.clock.advance(DAY);
    expect(await code(first)).toBe('passed');
    expect(await code(second)).toBe('key-unknown');
    expect(market.keys.status()).toMatchObject({ usable: true, ageSeconds: DAY, keys: 1, lastError: 'answered 500' });
    market.clock.advance(1);
    expect(await code(first)).toBe('503');
    expect(market.keys.status()).toMatchObject({ usable: false, ageSeconds: DAY + 1 });
  });

  it('ends with the first good answer', async () => {
    market.server.send(503, '');
    expect(await code(first)).toBe('503');
    market.server.publish(first.jwk());
    market.clock.advance(1);
    expect(await code(first)).toBe('passed');
  });

  it('is told apart in readiness when nobody listens', async () => {
    await market.server.close();
    expect(await code(first)).toBe('503');
    expect(market.keys.status().lastError).toBe('not reachable: ECONNREFUSED');
  });

  it('is asked about at most once a second', async () => {
    market.server.send(503, '');
    expect(await times(50, () => code(first))).toEqual(Array(50).fill('503'));
    expect(await code(first)).toBe('503');
    expect(market.server.requests).toBe(1);
    market.clock.advance(1);
    expect(await code(first)).toBe('503');
    expect(market.server.requests).toBe(2);
  });
});

describe('readiness', () => {
  it('learns that nothing was fetched yet, and later the age', async () => {
    const unknown = { keys: 0, fetchedAt: null, ageSeconds: null, usable: false, lastError: null };
    expect(market.keys.status()).toEqual(unknown);
    const fetchedAt = market.clock.now();
    await verify(first);
    market.clock.advance(90);
    expect(market.keys.status()).toEqual({ keys: 1, fetchedAt, ageSeconds: 90, usable: true, lastError: null });
  });
});

describe('the options', () => {
  const { now } = { now: () => new Date(0) };
  const keys = new RemoteKeySet({ url: 'https://marketplace.vercel.com/.well-known/jwks', now });

  it.each([0, -1, Number.NaN, DAY + 1])('do not keep a key set for %d seconds', (keepSeconds) => {
    expect(() => new RemoteKeySet({ url: 'https://example.com', now, keepSeconds })).toThrow(RangeError);
  });

  it('need an absolute URL', () => {
    expect(() => new RemoteKeySet({ url: '/.well-known/jwks', now })).toThrow(TypeError);
  });

  it.each([[[]], [['none']], [['HS256']], [['RS256', 'HS512']], [['']], [['rs256']]])(
    'do not allow %j',
    (algorithms) => {
      expect(() => new VercelTokenVerifier({ keys, issuer: ISSUER, audience: AUDIENCE, algorithms, now })).toThrow(
        TypeError,
      );
    },
  );

  it.each([
    ['issuer', { issuer: '', audience: AUDIENCE }],
    ['audience', { issuer: ISSUER, audience: '' }],
  ])('need an %s', (_what, names) => {
    expect(() => new VercelTokenVerifier({ keys, ...names, algorithms: ['RS256'], now })).toThrow(TypeError);
  });
});
