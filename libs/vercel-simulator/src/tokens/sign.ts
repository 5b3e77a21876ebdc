import { constants, createHmac, type KeyObject, sign } from 'node:crypto';
import type { SigningKey } from '../keys/key-ring.js';

/** Claims or header fields, right or wrong. */
export type Fields = Readonly<Record<string, unknown>>;

/** Base64url of the JSON text of a value. */
export function encodeJson(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A compact token, signed by Vercel's rule (RS256). */
export function signToken(claims: unknown, key: SigningKey, header: Fields = {}): string {
  const head = { alg: 'RS256', typ: 'JWT', kid: key.kid, ...header };
  return signParts(encodeJson(head), encodeJson(claims), key.privateKey);
}

/** A compact token over two segments as they are given. */
export function signParts(header: string, payload: string, key: KeyObject, algorithm: SignatureName = 'RS256'): string {
  const input = `${header}.${payload}`;
  return `${input}.${SIGNATURES[algorithm](Buffer.from(input), key).toString('base64url')}`;
}

/** Signature schemes that the deliberately bad tokens need beside RS256. */
export type SignatureName = 'RS256' | 'RS512' | 'PS256' | 'ES256';

const SIGNATURES: Readonly<Record<SignatureName, (input: Buffer, key: KeyObject) => Buffer>> = {
  RS256: (input, key) => sign('sha256', input, key),
  RS512: (input, key) => sign('sha512', input, key),
  PS256: (input, key) =>
    sign('sha256', input, {
      key,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    }),
  ES256: (input, key) => sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' }),
};

/** A compact token signed with a shared secret (HS256). */
export function signWithSecret(header: string, payload: string, secret: Buffer): string {
  const input = `${header}.${payload}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}
