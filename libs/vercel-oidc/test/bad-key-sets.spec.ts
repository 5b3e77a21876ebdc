import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { openMarketplace, userClaims, type Marketplace } from './support/marketplace.js';
import { SigningKey } from './support/signing.js';

const key = new SigningKey('key-1');
const weak = new SigningKey('weak', { bits: 1024 });
const elsewhere = new SigningKey('elsewhere');
const TIMEOUT_MS = 1_500;
let market: Marketplace;

beforeEach(async () => {
  market = await openMarketplace({ timeoutMs: TIMEOUT_MS });
});
afterEach(() => market.close());

const answering =
  (status: number, body: string, headers = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
const publishing = (...keys: unknown[]): RequestListener => answering(200, JSON.stringify({ keys }));
const { n: _modulus, ...withoutModulus } = key.jwk();

/** Says something now and then for ever, but never enough; the timers end with the connection. */
const dripping: RequestListener = (_request, response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};

const answers: [string, RequestListener, string][] = [
  ['an empty key set', publishing(), 'no usable key'],
  [
    'HTML',
    answering(200, '<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' }),
    'not a JSON key set',
  ],
  ['nothing', answering(200, ''), 'not a JSON key set'],
  ['half a JSON', answering(200, '{"keys":[{"kty":"RSA"'), 'not a JSON key set'],
  ['null', answering(200, 'null'), 'not a JSON key set'],
  ['an array', answering(200, '[]'), 'not a JSON key set'],
  ['keys that are no array', answering(200, '{"keys":{}}'), 'not a JSON key set'],
  ['two sets of keys', answering(200, `{"keys":[],"keys":[${JSON.stringify(key.jwk())}]}`), 'not a JSON key set'],
  ['keys that are no objects', publishing(null, 1, 'key', [key.jwk()]), 'no usable key'],
  ['a symmetric key', publishing({ kty: 'oct', kid: 'key-1', alg: 'RS256', k: 'AAAA' }), 'no usable key'],
  ['an RSA key for HMAC', publishing(key.jwk({ alg: 'HS256' })), 'no usable key'],
  ['an RSA key that claims to be EC', publishing(key.jwk({ kty: 'EC' })), 'no usable key'],
  ['a key for encryption', publishing(key.jwk({ use: 'enc', alg: 'RSA-OAEP' })), 'no usable key'],
  [
    'a key for encryption that does not say so',
    publishing(key.jwk({ use: undefined, alg: 'RSA-OAEP' })),
    'no usable key',
  ],
  ['a key for signing only', publishing(key.jwk({ key_ops: ['sign'] })), 'no usable key'],
  ['a private key', publishing(key.privateJwk()), 'no usable key'],
  ['a weak key', publishing(weak.jwk()), 'no usable key'],
  ['a key without its modulus', publishing(withoutModulus), 'no usable key'],
  ['a key without an id', publishing(key.jwk({ kid: undefined })), 'no usable key'],
  ['a key with a number as id', publishing(key.jwk({ kid: 1 })), 'no usable key'],
  ['101 keys', publishing(...Array.from({ length: 101 }, (_, at) => key.jwk({ kid: `k${at}` }))), 'more than 100 keys'],
  [
    'more than 256 KB',
    answering(200, JSON.stringify({ keys: [key.jwk()], x: 'x'.repeat(2 ** 18) })),
    'larger than 262144 bytes',
  ],
  ['no content', answering(204, ''), 'answered 204'],
  ['an error with a key set', answering(500, JSON.stringify({ keys: [key.jwk()] })), 'answered 500'],
  ['not found', answering(404, ''), 'answered 404'],
  ['one space at a time', dripping, `not answered within ${TIMEOUT_MS} ms`],
  ['silence', () => undefined, `not answered within ${TIMEOUT_MS} ms`],
  ['a cut line', (request) => request.socket.destroy(), 'not reachable: UND_ERR_SOCKET'],
];

const verify = () => market.verifier.verify(`Bearer ${key.token({ claims: userClaims(market.clock) })}`);

describe.each(answers)('a key set endpoint that answers with %s', (_what, answer, lastError) => {
  it('makes nothing usable', async () => {
    market.server.answer = answer;
    await expect(verify()).rejects.toMatchObject({ name: 'KeySetUnavailable', reason: lastError });
    expect(market.keys.status()).toMatchObject({ keys: 0, usable: false, lastError });
  });

  it('does not replace a good key set', async () => {
    market.server.publish(key.jwk());
    await verify();
    market.server.answer = answer;
    const unknown = elsewhere.token({ claims: userClaims(market.clock) });
    await expect(market.verifier.verifyToken(unknown)).rejects.toMatchObject({ code: 'key-unknown' });
    expect(market.keys.status()).toMatchObject({ keys: 1, usable: true, lastError });
    market.clock.advance(120);
    expect(await verify()).toMatchObject({ kind: 'user' });
  });
});

describe('a key set endpoint that redirects', () => {
  it.each([301, 302, 303, 307, 308])('with %d is not followed', async (status) => {
    const other = await openMarketplace();
    other.server.publish(key.jwk());
    market.server.send(status, '', { location: other.server.url });
    await expect(verify()).rejects.toMatchObject({ reason: `answered ${status}` });
    expect(other.server.requests).toBe(0);
    await other.close();
  });
});

describe('a key set', () => {
  it('serves with its good keys when it holds bad ones', async () => {
    market.server.publish(weak.jwk(), { kty: 'new-type', kid: 'x' }, key.jwk({ alg: undefined, use: undefined }));
    expect(await verify()).toMatchObject({ kind: 'user' });
    expect(market.keys.status().keys).toBe(1);
  });

  it('refuses a key id that stands for two keys', async () => {
    market.server.publish(key.jwk(), elsewhere.jwk({ kid: 'key-1' }));
    await expect(verify()).rejects.toMatchObject({ code: 'key-mismatch' });
  });
});
