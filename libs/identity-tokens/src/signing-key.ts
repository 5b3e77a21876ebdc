import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';

/** The algorithm of every key: ECDSA on P-256 with SHA-256. */
export const ALGORITHM = 'ES256';

/** A public key as a key set shows it. */
export interface PublicJwk {
  readonly kid: string;
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
}

/** A key pair; `privateJwk` is JSON, and a secret. */
export interface SigningKey {
  readonly id: string;
  readonly publicJwk: PublicJwk;
  readonly privateJwk: string;
}

/** Makes a key that was never there. */
export async function newSigningKey(): Promise<SigningKey> {
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  const { kty = '', crv = '', x = '', y = '' } = await exportJWK(pair.publicKey);
  const id = await calculateJwkThumbprint({ kty, crv, x, y });
  const privateJwk = JSON.stringify(await exportJWK(pair.privateKey));
  return { id, publicJwk: { kid: id, kty, crv, x, y }, privateJwk };
}

/** The key set of these keys (RFC 7517); only what is public of them. */
export function keySetOf(keys: readonly PublicJwk[]): { readonly keys: readonly object[] } {
  return { keys: keys.map(({ kid, kty, crv, x, y }) => ({ kid, kty, crv, x, y, alg: ALGORITHM, use: 'sig' })) };
}
