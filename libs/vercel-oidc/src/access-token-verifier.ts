import { compactVerify, errors } from 'jose';
import { bearerToken } from './bearer.js';
import { decodeCompactToken } from './compact-token.js';
import { checkRegisteredClaims, type ClaimRules } from './registered-claims.js';
import type { RemoteKeySet } from './remote-key-set.js';
import { parseStrictObject, type JsonObject } from './strict-json.js';
import { readHeader } from './token-header.js';
import { TokenRefused } from './token-refused.js';

/** Whose access tokens pass. `issuer` and `audience` are compared as they stand. */
interface AccessTokenVerifierOptions {
  readonly keys: RemoteKeySet;
  readonly issuer: string;
  readonly audience: string;
  readonly now: () => Date;
}

const MAX_TOKEN_CHARACTERS = 8192;
const MAX_SUBJECT = 255;
const TOLERANCE_SECONDS = 5;

/** Asymmetric only: a key of the issuer's set is public, and must never be taken for a shared secret. */
const ALGORITHMS = new Set(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']);

/** Thumbprints of a certificate, which some issuers name beside the key's id. */
const IGNORED = new Set(['x5t', 'x5t#S256']);

/** Whom a token names, and all that it claims. */
interface AccessTokenClaims {
  readonly subject: string;
  readonly claims: JsonObject;
}

/** Verifies access tokens (JWT) of an OpenID provider other than Vercel, by the same rules but for several audiences. */
export class AccessTokenVerifier {
  readonly #keys: RemoteKeySet;
  readonly #rules: ClaimRules;
  readonly #now: () => Date;

  constructor({ keys, issuer, audience, now }: AccessTokenVerifierOptions) {
    if (issuer === '' || audience === '') throw new TypeError('issuer and audience must not be empty');
    this.#keys = keys;
    this.#rules = { issuer, audience, clockToleranceSeconds: TOLERANCE_SECONDS, mayBeForOthers: true };
    this.#now = now;
  }

  /** Takes the raw value of the one Authorization header. Throws TokenRefused, or KeySetUnavailable (transient). */
  async verify(authorization: string): Promise<AccessTokenClaims> {
    const token = bearerToken(authorization);
    if (token.length > MAX_TOKEN_CHARACTERS) throw new TokenRefused('token-too-large');
    const { header, payload } = decodeCompactToken(token);
    const { key } = await this.#keys.find(readHeader(header, ALGORITHMS, IGNORED));
    await compactVerify(token, key, { algorithms: [...ALGORITHMS] }).catch((error: unknown) => {
      throw error instanceof errors.JOSEError || error instanceof TypeError ? new TokenRefused('signature') : error;
    });
    const claims = parseStrictObject(payload);
    if (!claims) throw new TokenRefused('claims-malformed');
    checkRegisteredClaims(claims, this.#rules, this.#now().getTime() / 1000);
    const subject = claims['sub'];
    if (typeof subject !== 'string' || !/^[\x21-\x7e]+$/.test(subject) || subject.length > MAX_SUBJECT)
      throw new TokenRefused('subject');
    return { subject, claims };
  }
}
