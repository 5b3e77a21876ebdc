import { TokenRefused } from './token-refused.js';

const SCHEME = 'bearer ';

/** The token of an Authorization header's raw value; only the scheme and what separates words are checked. */
export function bearerToken(authorization: string): string {
  if (authorization.slice(0, SCHEME.length).toLowerCase() !== SCHEME) throw new TokenRefused('authorization-malformed');
  const token = authorization.slice(SCHEME.length);
  if (!/^[^\s,]+$/.test(token)) throw new TokenRefused('authorization-malformed');
  return token;
}
