import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TokenRefused } from '#libs/vercel-oidc';
import { openMarketplace, userClaims, type Marketplace } from './support/marketplace.js';
import { base64url, SigningKey, signingInput } from './support/signing.js';

const key = new SigningKey('key-1');
const stranger = new SigningKey('key-1');
const oct = { kty: 'oct', kid: 'oct', alg: 'HS256', k: base64url('a shared secret of thirty-two bytes') };
let market: Marketplace;

beforeAll(async () => {
  market = await openMarketplace();
  market.server.publish(key.jwk(), oct, key.jwk({ kid: 'enc', use: 'enc' }), { ...key.privateJwk(), kid: 'leaked' });
  await market.verifier.verify(`Bearer ${token()}`);
});
afterAll(() => market.close());

const claims = (): object => userClaims(market.clock);
const token = (header: object | string = {}): string => key.token({ header, claims: claims() });
const refusal = (authorization: string) => market.verifier.verify(authorization).catch((error: unknown) => error);

const hmac = (header: object, secret: string | Buffer): string => {
  const input = signingInput({ alg: 'HS256', kid: key.kid, ...header }, claims());
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
};
const pem = (): string => key.publicKey.export({ format: 'pem', type: 'spki' }).toString();
const signature = (of: string): string => of.slice(of.lastIndexOf('.') + 1);
const beforeSignature = (of: string): string => of.slice(0, of.lastIndexOf('.'));
/** The last character of a 256-byte signature carries four bits that mean nothing. */
const stray = (of: string): string => `${of.slice(0, -1)}${String.fromCharCode(of.charCodeAt(of.length - 1) + 1)}`;

const forms: [string, () => string, string][] = [
  ['nothing', () => '', 'authorization-malformed'],
  ['a scheme alone', () => 'Bearer', 'authorization-malformed'],
  ['a scheme and a space', () => 'Bearer ', 'authorization-malformed'],
  ['Basic', () => `Basic ${token()}`, 'authorization-malformed'],
  ['no scheme', () => token(), 'authorization-malformed'],
  ['another scheme that starts alike', () => `BearerX ${token()}`, 'authorization-malformed'],
  ['a tab after the scheme', () => `Bearer\t${token()}`, 'authorization-malformed'],
  ['two spaces', () => `Bearer  ${token()}`, 'authorization-malformed'],
  ['a leading space', () => ` Bearer ${token()}`, 'authorization-malformed'],
  ['a trailing newline', () => `Bearer ${token()}\n`, 'authorization-malformed'],
  ['a trailing space', () => `Bearer ${token()} `, 'authorization-malformed'],
  ['a no-break space', () => `Bearer ${token()}\u00a0`, 'authorization-malformed'],
  ['two headers joined', () => `Bearer ${token()}, Bearer ${token()}`, 'authorization-malformed'],
  ['two tokens', () => `Bearer ${token()} ${token()}`, 'authorization-malformed'],
  ['a newline between the parts', () => `Bearer ${token().replace('.', '\n.')}`, 'authorization-malformed'],
  ['one part', () => 'Bearer abc', 'token-malformed'],
  ['two parts', () => `Bearer ${beforeSignature(token())}`, 'token-malformed'],
  ['an empty signature', () => `Bearer ${beforeSignature(token())}.`, 'token-malformed'],
  ['an empty payload', () => `Bearer ${token().replace(/\..*\./, '..')}`, 'token-malformed'],
  ['four parts', () => `Bearer ${token()}.abcd`, 'token-malformed'],
  ['five parts', () => `Bearer ${token()}.abcd.abcd`, 'token-malformed'],
  ['a trailing dot', () => `Bearer ${token()}.`, 'token-malformed'],
  ['padding', () => `Bearer ${token()}==`, 'token-malformed'],
  ['one padding character', () => `Bearer ${token()}=`, 'token-malformed'],
  ['a last character that is not canonical', () => `Bearer ${stray(token())}`, 'token-malformed'],
  ['a NUL', () => `Bearer ${token()}\0`, 'token-malformed'],
  ['a letter outside ASCII', () => `Bearer ${token()}é`, 'token-malformed'],
  ['the alphabet of plain base64', () => `Bearer ${token().replace(/[A-Za-z](?=[^.]*$)/, '+')}`, 'token-malformed'],
  ['8 KB and more', () => `Bearer ${token()}${'A'.repeat(8192)}`, 'token-too-large'],
  ['a million characters', () => `Bearer ${'A'.repeat(1e6)}`, 'token-too-large'],
];

const headers: [string, () => string, string][] = [
  ['not JSON', () => token('not json'), 'header-malformed'],
  ['an array', () => token('[]'), 'header-malformed'],
  ['null', () => token('null'), 'header-malformed'],
  ['a byte order mark', () => token(`\ufeff${JSON.stringify(key.header())}`), 'header-malformed'],
  ['alg twice', () => token('{"alg":"none","alg":"RS256","kid":"key-1"}'), 'header-malformed'],
  ['alg twice, once escaped', () => token('{"alg":"RS256","\\u0061lg":"none","kid":"key-1"}'), 'header-malformed'],
  ['no alg', () => token({ alg: undefined }), 'algorithm'],
  ['alg as an array', () => token({ alg: ['RS256'] }), 'algorithm'],
  ...['none', 'None', 'NONE', 'nOnE', 'rs256', 'RS256 ', '', 'RS384', 'RS512', 'PS256', 'ES256', 'EdDSA', 'HS256'].map(
    (alg): [string, () => string, string] => [`alg ${alg}`, () => token({ alg }), 'algorithm'],
  ),
  ['HS256 keyed with the public key', () => hmac({}, pem()), 'algorithm'],
  ['HS256 keyed with the bytes of the public key', () => hmac({}, Buffer.from(pem().slice(27, -26))), 'algorithm'],
  ['HS256 keyed with a symmetric key of the set', () => hmac({ kid: 'oct' }, oct.k), 'algorithm'],
  ['RS256 and the HMAC of the public key', () => hmac({ alg: 'RS256' }, pem()), 'signature'],
  ['RS256 with a symmetric key of the set', () => token({ kid: 'oct' }), 'key-unknown'],
  ['a key for encryption', () => token({ kid: 'enc' }), 'key-unknown'],
  ['a key whose private half was published', () => token({ kid: 'leaked' }), 'key-unknown'],
  ['jwk', () => stranger.token({ header: { jwk: stranger.jwk() }, claims: claims() }), 'header-parameter'],
  ...['jku', 'x5u', 'x5c', 'x5t', 'crit', 'b64', 'zip', 'enc', 'epk', 'cty'].map(
    (name): [string, () => string, string] => [name, () => token({ [name]: 'x' }), 'header-parameter'],
  ),
  ['b64 false with crit', () => token({ b64: false, crit: ['b64'] }), 'header-parameter'],
  ['no kid', () => token({ kid: undefined }), 'key-id'],
  ...[null, 1, '', ['key-1'], {}, '../../etc/passwd', '/dev/null', 'a\0b', "' or 1=1", 'k'.repeat(201)].map(
    (kid): [string, () => string, string] => [
      `kid ${JSON.stringify(kid).slice(0, 30)}`,
      () => token({ kid }),
      'key-id',
    ],
  ),
  ['a kid of the prototype', () => token({ kid: '__proto__' }), 'key-unknown'],
  ['typ of another kind', () => token({ typ: 'secevent+jwt' }), 'header-type'],
  ['typ as a number', () => token({ typ: 1 }), 'header-type'],
  ['the signature of a stranger', () => stranger.token({ claims: claims() }), 'signature'],
  [
    'the signature of another token',
    () => `${beforeSignature(token({ typ: 'jwt' }))}.${signature(token())}`,
    'signature',
  ],
  ['a short signature', () => `${beforeSignature(token())}.AAAA`, 'signature'],
  ['SHA-512 under the name RS256', () => key.token({ claims: claims() }, 'sha512'), 'signature'],
];

describe('an Authorization header', () => {
  it.each(forms)('is refused when it is %s', async (_what, authorization, code) => {
    expect(await refusal(authorization())).toMatchObject({ name: 'TokenRefused', code });
  });

  it('is refused with a message that does not tell why', async () => {
    const messages = await Promise.all(forms.map(async ([, authorization]) => String(await refusal(authorization()))));
    expect(new Set(messages)).toEqual(new Set(['TokenRefused: the token was refused']));
    expect(await refusal('')).toBeInstanceOf(TokenRefused);
  });
});

describe('the header of a token', () => {
  it.each(headers)('is refused when it has %s', async (_what, made, code) => {
    expect(await refusal(`Bearer ${made()}`)).toMatchObject({ name: 'TokenRefused', code });
  });
});
