import type { TestResult, UsageItem } from '#libs/vercel-contract';

/** A half-open span of time. */
export interface BillingPeriod {
  readonly start: Date;
  readonly end: Date;
}

/** What lines and discounts have in common; without a resource it is the installation's, without dates the whole period's. */
interface Part {
  readonly billingPlanId: string;
  readonly resourceId?: string;
  readonly start?: Date;
  readonly end?: Date;
  readonly name: string;
  readonly details?: string;
}

/** A line; money as decimal strings, the total in whole cents. */
export interface BillingLine extends Part {
  readonly price: string;
  readonly quantity: number;
  readonly units: string;
  readonly total: string;
}

/** A reduction: never a negative line. */
export interface BillingReduction extends Part {
  readonly amount: string;
}

/** What the customer is shown until there is an invoice: running totals (`vercel-api.md` 2.6). */
export interface BillingData {
  /** Newer than the one before, else Vercel keeps that. */
  readonly timestamp: Date;
  readonly eod: Date;
  readonly period: BillingPeriod;
  readonly billing: { readonly items: readonly BillingLine[]; readonly discounts?: readonly BillingReduction[] };
  readonly usage: readonly UsageItem[];
}

/** An invoice (`vercel-api.md` 2.7). */
export interface InvoiceSubmission {
  /** Unique within the installation; under it an unknown outcome is repeated. */
  readonly externalId: string;
  readonly invoiceDate: Date;
  readonly period: BillingPeriod;
  readonly items: readonly BillingLine[];
  readonly discounts?: readonly BillingReduction[];
  readonly memo?: string;
  readonly final?: boolean;
  readonly test?: { readonly validate?: boolean; readonly result?: TestResult };
}

/** A list that the SDK may have as its own. */
export function copies<Item extends object>(items: readonly Item[]): Item[] {
  return items.map((item) => ({ ...item }));
}

/** Discounts for the SDK, as an object to spread. */
export function discountCopies<Item extends object>(discounts: readonly Item[] | undefined): { discounts?: Item[] } {
  return discounts === undefined ? {} : { discounts: copies(discounts) };
}
