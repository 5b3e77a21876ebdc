import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';

type Claims = Record<string, unknown>;

/** Claims of a bearer token, unverified. */
export function readClaims(authorization = ''): Claims {
  const payload = authorization.replace('Bearer ', '').split('.')[1] ?? '';
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
}

/** True when a published RSA key verifies the token. */
export async function verifiedBy(jwksUrl: string, token: string): Promise<boolean> {
  const { keys } = (await (await fetch(jwksUrl)).json()) as { keys: (JsonWebKey & { kid: string })[] };
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
  const jwk = keys.find((key) => key.kid === kid);
  if (jwk === undefined) return false;
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
}
