import type { Exact } from '#libs/money';
import type { PlanDiscount, Pricing } from '../../catalog/index.js';
import type { Interval } from '../periods/index.js';

/** What a plan costs, with how its meters are called: all that rating knows of the catalog. */
export interface Tariff {
  readonly planId: string;
  readonly planName: string;
  readonly pricing: Pricing;
  /** By the name that the prices use. */
  readonly meters: ReadonlyMap<string, { readonly name: string; readonly unit: string }>;
}

/** A time on one plan: of a resource, or with null of the whole installation. A change of plan ends one and begins another. */
export interface Segment {
  readonly resourceId: string | null;
  readonly tariff: Tariff;
  readonly start: Date;
  /** Null: it goes on. */
  readonly end: Date | null;
}

/** How much was used on a plan in a period: of a level, units times the share of the period. */
export interface Usage {
  readonly resourceId: string | null;
  readonly planId: string;
  readonly meter: string;
  readonly quantity: Exact;
}

/** Something taken off, by a plan or for an installation; an amount is per resource, plan and period. Without a plan it is for all. */
export type Reduction = PlanDiscount & { readonly planId?: string };

interface Position extends Interval {
  readonly resourceId: string | null;
  readonly planId: string;
  /** When the plan wants it paid. */
  readonly billed: 'advance' | 'arrears';
  readonly name: string;
  /** Why it is that much, in a sentence for the customer. */
  readonly details: string;
}

/** One line of an invoice: `quantity` units at `price` dollars, rounded once to whole cents. */
export interface Line extends Position {
  readonly kind: 'fixed' | 'usage';
  /** Decimal text of dollars, and of units with at most nine decimals. */
  readonly price: string;
  readonly quantity: string;
  readonly units: string;
  readonly cents: number;
}

/** What is taken off the lines of one resource and plan. */
export interface Discount extends Position {
  readonly cents: number;
}

/** What a period costs: `cents` is the sum of the lines less the discounts, and never below zero. */
export interface Rated {
  readonly lines: readonly Line[];
  readonly discounts: readonly Discount[];
  readonly cents: number;
}
