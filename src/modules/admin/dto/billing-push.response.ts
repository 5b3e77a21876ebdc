/** How far Vercel has been told what an installation owes, before there is an invoice. */
export class AdminBillingPushResponse {
  readonly installationId: string;
  /** When it is told the next time; absent of one that leaves. */
  readonly dueAt?: string;
  /** When Vercel took interim data the last time; absent: never. */
  readonly acceptedAt?: string;
  /** Until when those counted. */
  readonly acceptedUntil?: string;
  /** Failures in a row. */
  readonly attempts: number;
  /** What became of the last try, if it failed. @example rate_limited: Too many requests */
  readonly lastError?: string;
  /** Days by UTC of which Vercel never heard what they came to. @example ["2026-01-31"] */
  readonly missedDays: string[];
}
