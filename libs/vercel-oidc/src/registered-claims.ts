import type { JsonObject } from './strict-json.js';
import { TokenRefused } from './token-refused.js';

/** What a token must have been made for, and how far two clocks may differ. */
export interface ClaimRules {
  readonly issuer: string;
  readonly audience: string;
  readonly clockToleranceSeconds: number;
  /** Whether a token may be for others as well (RFC 7519); Vercel's are for one. */
  readonly mayBeForOthers?: true;
}

interface RegisteredTimes {
  readonly exp: number;
  readonly iat: number | null;
}

const MAX_LIFETIME_SECONDS = 86_400;

/** Checks `iss`, `aud`, `exp`, `nbf` and `iat`; answers `exp` and `iat` in seconds. Comparisons are written so that NaN refuses. */
export function checkRegisteredClaims(claims: JsonObject, rules: ClaimRules, nowSeconds: number): RegisteredTimes {
  if (claims['iss'] !== rules.issuer) throw new TokenRefused('issuer');
  if (!isFor(claims['aud'], rules)) throw new TokenRefused('audience');
  const latest = nowSeconds + rules.clockToleranceSeconds;
  const exp = claims['exp'];
  if (typeof exp !== 'number' || !Number.isSafeInteger(exp)) throw new TokenRefused('expiry-malformed');
  if (!(exp > nowSeconds - rules.clockToleranceSeconds)) throw new TokenRefused('expired');
  if (!(exp <= latest + MAX_LIFETIME_SECONDS)) throw new TokenRefused('lifetime');
  if (!isAbsentOrPast(claims['nbf'], latest)) throw new TokenRefused('not-before');
  if (!isAbsentOrPast(claims['iat'], latest)) throw new TokenRefused('issued-at');
  return { exp, iat: typeof claims['iat'] === 'number' ? claims['iat'] : null };
}

function isFor(audience: unknown, rules: ClaimRules): boolean {
  if (rules.mayBeForOthers && Array.isArray(audience)) return audience.includes(rules.audience);
  return audience === rules.audience;
}

function isAbsentOrPast(claim: unknown, latest: number): boolean {
  return claim === undefined || (typeof claim === 'number' && Number.isSafeInteger(claim) && claim <= latest);
}
