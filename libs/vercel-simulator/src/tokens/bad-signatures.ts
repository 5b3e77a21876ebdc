import { generateKeyPairSync } from 'node:crypto';
import { newSigningKey, publicJwk, type SigningKey } from '../keys/key-ring.js';
import { bad, type BadToken, type TokenParts } from './bad-token.js';
import { encodeJson, signParts, signToken, signWithSecret } from './sign.js';

/** Tokens under another algorithm, another key, or none. */
export function* badSignatures(parts: TokenParts): Generator<BadToken> {
  yield* unsigned(parts);
  yield* keyedWithThePublicKey(parts);
  yield* otherAlgorithms(parts);
  yield* foreignKeys(parts, newSigningKey(parts.key.kid));
}

function* unsigned({ claims, key }: TokenParts): Generator<BadToken> {
  for (const alg of ['none', 'None', 'NONE', 'nOnE', '']) {
    const token = `${encodeJson({ alg, typ: 'JWT', kid: key.kid })}.${encodeJson(claims)}.`;
    yield bad(`alg ${alg || 'empty'} without a signature`, token);
  }
  const [header, , signature] = signToken(claims, key).split('.');
  yield bad('no signature', signToken(claims, key).replace(/[^.]*$/, ''));
  yield bad(
    'a changed role under the old signature',
    `${header}.${encodeJson({ ...claims, user_role: 'USER' })}.${signature}`,
  );
}

function* keyedWithThePublicKey({ claims, key }: TokenParts): Generator<BadToken> {
  const header = encodeJson({ alg: 'HS256', typ: 'JWT', kid: key.kid });
  const forms: readonly (readonly [string, Buffer])[] = [
    ['PEM', Buffer.from(key.publicKey.export({ format: 'pem', type: 'spki' }))],
    [
      'PEM without its last line break',
      Buffer.from(key.publicKey.export({ format: 'pem', type: 'spki' }).toString().trim()),
    ],
    ['DER', key.publicKey.export({ format: 'der', type: 'spki' })],
    ['JWK', Buffer.from(JSON.stringify(publicJwk(key)))],
  ];
  for (const [form, secret] of forms) {
    yield bad(`HS256 keyed with the public key as ${form}`, signWithSecret(header, encodeJson(claims), secret));
  }
}

function* otherAlgorithms({ claims, key }: TokenParts): Generator<BadToken> {
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  for (const alg of ['RS512', 'PS256', 'ES256'] as const) {
    const header = encodeJson({ alg, typ: 'JWT', kid: key.kid });
    const signer = alg === 'ES256' ? elliptic : key.privateKey;
    yield bad(`alg ${alg}`, signParts(header, encodeJson(claims), signer, alg));
  }
  yield bad('alg in small letters', signToken(claims, key, { alg: 'rs256' }));
  yield bad('alg as an array', signToken(claims, key, { alg: ['RS256'] }));
}

function* foreignKeys({ claims }: TokenParts, attacker: SigningKey): Generator<BadToken> {
  const jwk = publicJwk(attacker);
  yield bad('a foreign key under the published key id', signToken(claims, attacker));
  yield bad('a foreign key offered as jwk', signToken(claims, attacker, { jwk }));
  yield bad('a foreign key offered by jku', signToken(claims, attacker, { jku: 'https://attacker.example/jwks' }));
  yield bad('a foreign key offered by x5u', signToken(claims, attacker, { x5u: 'https://attacker.example/chain' }));
  const certificate = attacker.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  yield bad('a foreign key offered as x5c', signToken(claims, attacker, { x5c: [certificate] }));
}
