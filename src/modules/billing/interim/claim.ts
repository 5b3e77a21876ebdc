import type { PrepaymentBalance } from '#libs/vercel-contract';
import type { LineJson } from '../../installations/index.js';
import type { FactsJson } from '../statements/index.js';
import type { BillingDay } from './billing-day.js';

/** Longer than a round with two calls after each other takes, and others may take over within 90 seconds. */
export const LEASE_SECONDS = 75;

/** An installation that somebody has taken to tell Vercel of its money. */
export interface Claim {
  readonly installationId: string;
  /** The timestamp to tell it under; it also tells the tries apart. */
  readonly claimed: Date;
  /** When whoever has not told the outcome is taken for dead. */
  readonly lease: Date;
  /** Failures in a row before this try. */
  readonly attempts: number;
  /** The day to tell of; null: nobody has begun. */
  readonly today: BillingDay | null;
  readonly hasBalances: boolean;
  /** What is left of prepayments, whether Vercel is to be told of it or not. */
  readonly balances: readonly PrepaymentBalance[];
  readonly installedAt: Date;
  /** When the customer asked to leave: nothing after that is counted. */
  readonly leftAt: Date | null;
  readonly line: LineJson;
  /** Of the day's period. */
  readonly facts: FactsJson;
}

/** What became of a try, as it is written down. */
export interface Trial {
  readonly claim: Claim;
  /** The day to tell of next. */
  readonly next: BillingDay;
  /** Null: never again by itself. */
  readonly dueAt: Date | null;
  readonly attempts: number;
  readonly hasBalances: boolean;
  /** When Vercel took interim data, and until when they counted. */
  readonly accepted: { readonly at: Date; readonly until: Date } | null;
  readonly error: string | null;
  /** The days that Vercel will never hear the end of. */
  readonly missed: readonly string[];
}
