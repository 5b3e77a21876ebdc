import { hash } from 'node:crypto';
import { compactVerify, errors, type CryptoKey } from 'jose';
import { bearerToken } from './bearer.js';
import { decodeCompactToken } from './compact-token.js';
import { readIdentity } from './identity-claims.js';
import type { VercelIdentity } from './identity.js';
import { checkRegisteredClaims, type ClaimRules } from './registered-claims.js';
import type { RemoteKeySet } from './remote-key-set.js';
import { parseStrictObject } from './strict-json.js';
import { readHeader } from './token-header.js';
import { TokenRefused } from './token-refused.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Whose tokens pass. `issuer` and `audience` are compared as they stand. */
export interface VercelTokenVerifierOptions {
  readonly keys: RemoteKeySet;
  readonly issuer: string;
  readonly audience: string;
  /** Asymmetric JWS algorithms; others are refused at construction. */
  readonly algorithms: readonly string[];
  readonly now: () => Date;
  /** Applied to `exp`, `nbf` and `iat` (5). */
  readonly clockToleranceSeconds?: number;
}

const MAX_TOKEN_CHARACTERS = 8192;
const ASYMMETRIC = /^(?:[RP]S(?:256|384|512)|ES(?:256|384|512)|EdDSA|Ed25519)$/;

/** Verifies the tokens of partner calls and of SSO; keeps what passed for a minute, so that a repeated token is cheap. */
export class VercelTokenVerifier {
  readonly #keys: RemoteKeySet;
  readonly #rules: ClaimRules;
  readonly #algorithms: ReadonlySet<string>;
  readonly #now: () => Date;
  readonly #verified = new VerifiedTokens();

  constructor(options: VercelTokenVerifierOptions) {
    const { keys, issuer, audience, algorithms, now, clockToleranceSeconds = 5 } = options;
    if (issuer === '' || audience === '') throw new TypeError('issuer and audience must not be empty');
    if (algorithms.length === 0 || !algorithms.every((algorithm) => ASYMMETRIC.test(algorithm))) {
      throw new TypeError('only asymmetric signature algorithms can be allowed');
    }
    this.#keys = keys;
    this.#rules = { issuer, audience, clockToleranceSeconds };
    this.#algorithms = new Set(algorithms);
    this.#now = now;
  }

  /** Takes the raw value of the one Authorization header. Throws TokenRefused, or KeySetUnavailable (transient). */
  async verify(authorization: string): Promise<VercelIdentity> {
    return this.verifyToken(bearerToken(authorization));
  }

  /** Sees to it that tokens can be verified, before one is fetched that comes only once. Throws KeySetUnavailable. */
  prepare(): Promise<void> {
    return this.#keys.prepare();
  }

  /** As `verify`, for a token that came without a scheme, such as the `id_token` of an SSO exchange. */
  async verifyToken(token: string): Promise<VercelIdentity> {
    if (token.length > MAX_TOKEN_CHARACTERS) throw new TokenRefused('token-too-large');
    const digest = hash('sha256', token, 'base64');
    const known = this.#keys.usable && this.#verified.find(digest, this.#keys.version, this.#now().getTime());
    return known || this.#verifyAnew(token, digest);
  }

  async #verifyAnew(token: string, digest: string): Promise<VercelIdentity> {
    const { header, payload } = decodeCompactToken(token);
    const { key, version } = await this.#keys.find(readHeader(header, this.#algorithms));
    await this.#checkSignature(token, key);
    const nowMs = this.#now().getTime();
    const claims = parseStrictObject(payload);
    if (!claims) throw new TokenRefused('claims-malformed');
    const { exp, iat } = checkRegisteredClaims(claims, this.#rules, nowMs / 1000);
    const issued = iat === null ? {} : { issuedAt: new Date(iat * 1000) };
    const common = { audience: this.#rules.audience, expiresAt: new Date(exp * 1000), ...issued };
    const identity = Object.freeze(readIdentity(claims, common));
    const expiryMs = (exp + this.#rules.clockToleranceSeconds) * 1000;
    this.#verified.remember(digest, version, { identity, nowMs, expiryMs });
    return identity;
  }

  async #checkSignature(token: string, key: CryptoKey): Promise<void> {
    try {
      await compactVerify(token, key, { algorithms: [...this.#algorithms] });
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) throw new TokenRefused('signature');
      throw error;
    }
  }
}
