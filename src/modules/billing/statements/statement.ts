import type { Interval } from '../periods/index.js';
import type { Rated } from '../rating/index.js';
import type { PlanTime } from './facts.js';

/** What one meter shows of a resource, or with null of the installation; decimals as text. */
export interface Figure {
  readonly resourceId: string | null;
  readonly name: string;
  readonly type: 'total' | 'interval' | 'rate';
  readonly unit: string;
  /** Running totals of the billing day and of the period; of a level, the present one. */
  readonly day: string;
  readonly period: string;
}

/** What an installation costs in a period until an instant. */
export interface PeriodStatement {
  readonly installationId: string;
  readonly period: Interval;
  readonly until: Date;
  /** Whether it was on a plan that is invoiced, if only for nothing; one that nobody can price counts. */
  readonly isSubscribed: boolean;
  /** Whether it was on a plan that is paid in advance. */
  readonly isPrepaid: boolean;
  /** Who was on which plan, in the order in which that began. */
  readonly times: readonly PlanTime[];
  /** What is to be invoiced. */
  readonly subscription: Rated;
  /** What is taken from credits. */
  readonly prepaid: Rated;
  /** Only where a day was asked for. */
  readonly figures: readonly Figure[];
  /** Times of which nobody knows what they cost: on plans that the catalog does not have any more, or with more told than can be invoiced. */
  readonly unpriced: readonly PlanTime[];
}
