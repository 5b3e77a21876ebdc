import { LRUCache } from 'lru-cache';
import type { VercelIdentity } from './identity.js';

interface Verified {
  readonly identity: VercelIdentity;
  readonly fromMs: number;
  readonly untilMs: number;
}

const MAX_TOKENS = 10_000;
const MAX_AGE_MS = 60_000;

/** Tokens that passed, by digest, so that no token is held; one version of the key set at a time. */
export class VerifiedTokens {
  readonly #tokens = new LRUCache<string, Verified>({ max: MAX_TOKENS });
  #version = 0;

  /** Null outside the time in which the answer was found to hold, also when the clock was set back. */
  find(digest: string, version: number, nowMs: number): VercelIdentity | null {
    if (version !== this.#version) this.#flush(version);
    const found = this.#tokens.get(digest);
    return found && nowMs >= found.fromMs && nowMs < found.untilMs ? found.identity : null;
  }

  /** The identity is shared by all who find it, so it should be frozen; expiryMs is the last moment of the token. */
  remember(
    digest: string,
    version: number,
    found: { identity: VercelIdentity; nowMs: number; expiryMs: number },
  ): void {
    if (version < this.#version) return;
    if (version > this.#version) this.#flush(version);
    const untilMs = Math.min(found.expiryMs, found.nowMs + MAX_AGE_MS);
    this.#tokens.set(digest, { identity: found.identity, fromMs: found.nowMs, untilMs });
  }

  #flush(version: number): void {
    this.#tokens.clear();
    this.#version = version;
  }
}
