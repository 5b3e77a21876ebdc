import type { Allowance } from './published.js';

const LONGEST_HOLD_MS = 3_600_000;

/** An allowance that refills evenly; a hold shuts it until Vercel's window is fresh, then it is full. */
export class TokenBucket {
  private tokens: number;
  private heldUntil = 0;

  constructor(
    private readonly allowance: Allowance,
    private at: number,
  ) {
    this.tokens = allowance.amount;
  }

  /** Milliseconds until a call may go out; 0 when it may now. */
  waitMs(now: number): number {
    this.refill(now);
    if (this.heldUntil > now) return this.heldUntil - now;
    return this.tokens >= 1 ? 0 : Math.ceil((1 - this.tokens) * this.msPerToken());
  }

  /** Uses one call up. */
  take(): void {
    this.tokens -= 1;
  }

  /** Lets nothing out before a time. */
  hold(until: number): void {
    this.heldUntil = Math.max(this.heldUntil, until);
  }

  private refill(now: number): void {
    // A clock that was set back would otherwise keep the hold for as long.
    if (this.heldUntil - now > LONGEST_HOLD_MS) this.heldUntil = 0;
    if (this.heldUntil > 0 && this.heldUntil <= now) return this.fill(now);
    const earned = Math.max(0, now - this.at) / this.msPerToken();
    this.tokens = Math.min(this.allowance.amount, this.tokens + earned);
    this.at = now;
  }

  private fill(now: number): void {
    this.tokens = this.allowance.amount;
    this.heldUntil = 0;
    this.at = now;
  }

  private msPerToken(): number {
    return (this.allowance.seconds * 1000) / this.allowance.amount;
  }
}
