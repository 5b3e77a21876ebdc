/** How far Vercel has been told what an installation owes, before there is an invoice. */
export class AdminBillingPushResponse {
  /** Whose it is. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId: string;
  /** When it is told the next time; absent of one that leaves. @example 2026-01-31T12:00:00.000Z */
  readonly dueAt?: string;
  /** When Vercel took interim data the last time; absent: never. @example 2026-01-31T12:00:00.000Z */
  readonly acceptedAt?: string;
  /** Until when those counted. @example 2026-01-31T12:00:00.000Z */
  readonly acceptedUntil?: string;
  /** Failures in a row. @example 2 */
  readonly attempts: number;
  /** What became of the last try, if it failed. @example rate_limited: Too many requests */
  readonly lastError?: string;
  /** Days by UTC of which Vercel never heard what they came to. @example ["2026-01-31"] */
  readonly missedDays: string[];
}
