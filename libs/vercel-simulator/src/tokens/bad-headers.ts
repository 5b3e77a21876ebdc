import { publicJwk } from '../keys/key-ring.js';
import { bad, type BadToken, type TokenParts } from './bad-token.js';
import { encodeJson, type Fields, signParts, signToken } from './sign.js';

/** Rightly signed tokens whose header no verifier should put up with. */
export function* badHeaders({ claims, key }: TokenParts): Generator<BadToken> {
  const headers: readonly (readonly [string, Fields])[] = [
    ['jwk in the header', { jwk: publicJwk(key) }],
    ['jku in the header', { jku: 'https://marketplace.vercel.com/.well-known/jwks' }],
    ['x5c in the header', { x5c: ['MIIB'] }],
    ['crit with an unknown extension', { crit: ['urn:example'], 'urn:example': true }],
    ['crit that is empty', { crit: [] }],
    ['crit that names exp', { crit: ['exp'], exp: 1 }],
    ['b64 false', { b64: false }],
    ['b64 false and critical', { b64: false, crit: ['b64'] }],
    ['zip', { zip: 'DEF' }],
    ['kid missing', { kid: undefined }],
    ['kid empty', { kid: '' }],
    ['kid unknown', { kid: 'nobody' }],
    ['kid like a path', { kid: '../../../etc/passwd' }],
    ['kid like a statement', { kid: "' or 1=1 --" }],
    ['kid of 10 KB', { kid: 'k'.repeat(10_240) }],
    ['kid as a number', { kid: 1 }],
    ['kid as an object', { kid: { toString: key.kid } }],
    ['kid of an object property', { kid: '__proto__' }],
  ];
  for (const [name, header] of headers) yield bad(name, signToken(claims, key, header));
  yield bad('a header that is an array', signParts(encodeJson([]), encodeJson(claims), key.privateKey));
  yield bad('a header that is null', signParts(encodeJson(null), encodeJson(claims), key.privateKey));
}
