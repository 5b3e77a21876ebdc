import type { Interval } from '../../periods/index.js';

/**
 * What is charged for: `initial` when a plan is taken for the first time, `advance` the fee of a period that is paid before it,
 * `arrears` all else.
 */
export const PARTS = ['initial', 'advance', 'arrears'] as const;
/** See {@link PARTS}. */
export type Part = (typeof PARTS)[number];

/** A resource, or with null the installation as a whole, on one plan. */
export interface Account {
  readonly resourceId: string | null;
  readonly planId: string;
}

/** An entry of the ledger: so much was charged for a part of an account's period, or taken back. */
export interface Charge extends Account {
  readonly periodStart: Date;
  readonly part: Part;
  readonly cents: number;
  readonly bookedAt: Date;
  /** The period of the invoice that names the account for it; null where none does. */
  readonly wire: Interval | null;
}

/** By which accounts are told apart. */
export function keyOf({ resourceId, planId }: Account): string {
  return JSON.stringify([resourceId, planId]);
}

/** The sum of signed cents. */
export function sumOf(entries: readonly { readonly cents: number }[]): number {
  return entries.reduce((sum, { cents }) => sum + cents, 0);
}
