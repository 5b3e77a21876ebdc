import { LRUCache } from 'lru-cache';
import { type Endpoint, PUBLISHED } from './published.js';
import { TokenBucket } from './token-bucket.js';

/** Buckets kept at once; one that is forgotten starts full, and Vercel's own 429 sets it right. */
const KEPT = 100_000;

/** What each installation may still call, and all of them together. */
export class Budgets {
  private readonly buckets = new LRUCache<string, TokenBucket>({ max: KEPT });
  private readonly everyone: TokenBucket;

  constructor(
    callsPerSecond: number,
    private readonly now: () => Date,
  ) {
    this.everyone = new TokenBucket({ amount: callsPerSecond, seconds: 1 }, now().getTime());
  }

  /** Uses one call up, or tells in how many milliseconds there is one; 0 means that it may go out. */
  takeOrWaitMs(installationId: string, endpoint: Endpoint): number {
    const now = this.now().getTime();
    const own = this.bucket(installationId, endpoint, now);
    const wait = Math.max(own.waitMs(now), this.everyone.waitMs(now));
    if (wait > 0) return wait;
    own.take();
    this.everyone.take();
    return 0;
  }

  /** Lets nothing of this kind out for a while, as Vercel has said. */
  hold(installationId: string, endpoint: Endpoint, forMs: number): void {
    const now = this.now().getTime();
    this.bucket(installationId, endpoint, now).hold(now + forMs);
  }

  private bucket(installationId: string, endpoint: Endpoint, now: number): TokenBucket {
    const key = `${installationId} ${endpoint}`;
    const known = this.buckets.get(key);
    if (known !== undefined) return known;
    const fresh = new TokenBucket(PUBLISHED[endpoint], now);
    this.buckets.set(key, fresh);
    return fresh;
  }
}
