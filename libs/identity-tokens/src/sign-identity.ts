import { importJWK, SignJWT, type JWK } from 'jose';
import { ALGORITHM, type SigningKey } from './signing-key.js';

/** What every token says beside the claims of its own; times are seconds since the epoch. */
export interface IdentityClaims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
  readonly [claim: string]: unknown;
}

/** Signs claims as a compact JWT whose header names the key. */
export async function signIdentity(
  { id, privateJwk }: Pick<SigningKey, 'id' | 'privateJwk'>,
  claims: IdentityClaims,
): Promise<string> {
  const key = await importJWK(JSON.parse(privateJwk) as JWK, ALGORITHM);
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: ALGORITHM, kid: id, typ: 'JWT' }).sign(key);
}
