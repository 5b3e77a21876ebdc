import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TokenRefused } from '#libs/vercel-oidc';
import { openMarketplace, systemClaims, userClaims, type Marketplace } from './support/marketplace.js';
import { SigningKey } from './support/signing.js';

const key = new SigningKey('key-1');
let market: Marketplace;

beforeAll(async () => {
  market = await openMarketplace();
  market.server.publish(key.jwk());
  await market.keys.find({ alg: 'RS256', kid: 'key-1' });
});
afterAll(() => market.close());

const outcome = (authorization: string) =>
  market.verifier.verify(authorization).then(
    (identity) => identity.kind,
    (error: unknown) => (error instanceof TokenRefused ? 'refused' : error),
  );
const claimNames = [
  'iss',
  'aud',
  'exp',
  'nbf',
  'iat',
  'sub',
  'type',
  'account_id',
  'installation_id',
  'user_id',
  'user_role',
];
const changes = fc.dictionary(fc.constantFrom(...claimNames, 'user_email', 'x'), fc.jsonValue({ maxDepth: 2 }));

describe('whatever is sent', () => {
  it('is refused as text, with no other error', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.stringMatching(/^[\w-]*\.[\w-]*\.[\w-]*$/),
    );
    await fc.assert(
      fc.asyncProperty(text, async (token) => {
        expect(await outcome(token)).toBe('refused');
        expect(await outcome(`Bearer ${token}`)).toBe('refused');
      }),
    );
  });

  it('is refused when one character of a good token was changed, added or taken away', async () => {
    const token = key.token({ claims: userClaims(market.clock) });
    const at = fc.nat(token.length - 1);
    await fc.assert(
      fc.asyncProperty(at, fc.string({ maxLength: 1, unit: 'grapheme' }), fc.nat(1), async (index, letter, taken) => {
        const edited = token.slice(0, index) + letter + token.slice(index + taken);
        fc.pre(edited !== token);
        expect(await outcome(`Bearer ${edited}`)).toBe('refused');
      }),
      { numRuns: 500 },
    );
    expect(await outcome(`Bearer ${token}`)).toBe('user');
  });

  it('is refused or read as its kind when the issuer signs arbitrary claims', async () => {
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const asUser = await outcome(`Bearer ${key.token({ claims: userClaims(market.clock, changed) })}`);
        expect(['user', 'refused']).toContain(asUser);
        const asSystem = await outcome(`Bearer ${key.token({ claims: systemClaims(market.clock, changed) })}`);
        expect(['system', 'pre-install', 'refused']).toContain(asSystem);
      }),
    );
  });

  it('is refused when the issuer signs arbitrary headers', async () => {
    const header = fc.dictionary(fc.constantFrom('alg', 'kid', 'typ', 'jwk', 'crit', 'b64'), fc.jsonValue(), {
      minKeys: 1,
    });
    await fc.assert(
      fc.asyncProperty(header, async (changed) => {
        expect(await outcome(`Bearer ${key.token({ header: changed, claims: userClaims(market.clock) })}`)).toBe(
          'refused',
        );
      }),
    );
  });
});
