import { centsOf } from '#libs/money';
import type { BillingDiscount, BillingItem } from '#libs/vercel-contract';
import type { Interval } from '../periods/index.js';
import type { InvoiceKind } from './invoice-kind.js';

/** How much of an invoice is for one resource, plan and period. */
export interface AccountShare {
  /** Null: the installation as a whole. */
  readonly resourceId: string | null;
  readonly planId: string;
  readonly periodStart: Date;
  /** Lines less discounts; negative where an invoice takes back what an earlier one has charged. */
  readonly cents: number;
  /** `first`: there is one for each kind of invoice; `adjustment`: what became known after the first. */
  readonly nature: 'first' | 'adjustment';
}

/** What has been invoiced for one resource and plan in one period, all kinds and adjustments together. */
export type Invoiced = Omit<AccountShare, 'nature'>;

/** An invoice as whoever composes it hands it over. */
export interface InvoiceDraft {
  readonly installationId: string;
  /** Follows from what is invoiced, so that the same is never invoiced twice. */
  readonly externalId: string;
  readonly kind: InvoiceKind;
  /** As it is told to Vercel; the dates of all lines lie within. */
  readonly period: Interval;
  readonly invoiceDate: Date;
  readonly items: readonly BillingItem[];
  readonly discounts: readonly BillingDiscount[];
  readonly totalCents: number;
  readonly accounts: readonly AccountShare[];
  readonly memo?: string;
  readonly isFinal: boolean;
  /** Why an operator is to look at it before it is sent; null: it is sent at once. */
  readonly heldBecause: string | null;
}

/** What the lines and the discounts of a draft come to. @throws Error when their difference is not the total: a fault of whoever composed it */
export function sumsOf({ externalId, items, discounts, totalCents }: InvoiceDraft): {
  readonly itemsCents: number;
  readonly discountsCents: number;
} {
  const itemsCents = items.reduce((sum, { total }) => sum + centsOf(total), 0);
  const discountsCents = discounts.reduce((sum, { amount }) => sum + centsOf(amount), 0);
  if (totalCents < 0 || itemsCents - discountsCents !== totalCents)
    throw new Error(
      `The lines of ${externalId} come to ${itemsCents} less ${discountsCents} cents, not to ${totalCents}`,
    );
  return { itemsCents, discountsCents };
}
