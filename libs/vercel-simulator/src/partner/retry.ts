import { setTimeout as pause } from 'node:timers/promises';

/** How Vercel repeats a call that got no answer, a 429 or a 5xx; always under the same idempotency key. */
export interface RetryOptions {
  /** Attempts in all (3). */
  readonly attempts: number;
  /** Pause before the second attempt in milliseconds (250); doubled each time, spread by half. */
  readonly backoffMs: number;
  /** The longest pause that a `Retry-After` may ask for, in milliseconds (5000). */
  readonly retryAfterCapMs: number;
  /** How long one attempt may take, in milliseconds (30000). */
  readonly timeoutMs: number;
}

/** What Vercel does when nothing else is said; Vercel's own figures are not published. */
export const DEFAULT_RETRY: RetryOptions = {
  attempts: 3,
  backoffMs: 250,
  retryAfterCapMs: 5_000,
  timeoutMs: 30_000,
};

/** True for a status after which the same call is worth repeating. */
export function isTransient(status: number): boolean {
  return status === 429 || status >= 500;
}

/** Waits before the next attempt, as long as the provider asked or the backoff says. */
export async function pauseBefore(
  attempt: number,
  retryAfter: string | undefined,
  options: RetryOptions,
): Promise<void> {
  const asked = retryAfter === undefined ? Number.NaN : retryAfterMs(retryAfter);
  const backoff = options.backoffMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
  await pause(Number.isNaN(asked) ? backoff : Math.min(asked, options.retryAfterCapMs));
}

function retryAfterMs(header: string): number {
  const seconds = Number(header);
  return Number.isNaN(seconds) ? Math.max(0, Date.parse(header) - Date.now()) : Math.max(0, seconds * 1000);
}
