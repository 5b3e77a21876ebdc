/** A stretch of time, half-open. */
export class AdminIntervalResponse {
  /** ISO 8601. */
  readonly start: string;
  /** ISO 8601; belongs to what follows. */
  readonly end: string;
}

/** Something taken off the lines of one resource and plan. */
export class AdminDiscountResponse extends AdminIntervalResponse {
  /** Absent: it is about the plan of the whole installation. */
  readonly resourceId?: string;
  /** @example pro */
  readonly billingPlanId: string;
  /** When it is invoiced: at the start of the period, or at its end. */
  readonly billed: 'advance' | 'arrears';
  readonly name: string;
  /** Why it is that much. @example $20.00 a period, for 1339200 of its 2678400 seconds */
  readonly details: string;
  /** Dollars. @example 10.00 */
  readonly total: string;
}

/** A line of what is owed: `quantity` times `price`, rounded to cents. */
export class AdminLineResponse extends AdminDiscountResponse {
  readonly kind: 'fixed' | 'usage';
  /** Dollars per unit. @example 20.00 */
  readonly price: string;
  /** At most nine decimals. @example 0.5 */
  readonly quantity: string;
  /** @example period */
  readonly units: string;
}

/** A line of an invoice as Vercel would get it. */
export class AdminExpectedLineResponse {
  /** Absent: it is about the plan of the whole installation. */
  readonly resourceId?: string;
  /** @example pro */
  readonly billingPlanId: string;
  readonly name: string;
  readonly details?: string;
  /** Dollars; of a discount, what is taken off. @example 10.00 */
  readonly total: string;
  /** ISO 8601; absent where it is about a time outside of the invoice's period. */
  readonly start?: string;
  /** ISO 8601. */
  readonly end?: string;
}

/** An invoice that would be made. */
export class AdminExpectedInvoiceResponse {
  /**
   * `arrears`: for the period; `advance`: for the next one, with what was used in this one; `closing`: for a plan that was paid in advance and has
   * ended; `final`: the last one.
   */
  readonly kind: 'signup' | 'advance' | 'arrears' | 'closing' | 'final';
  /** As it would be told to Vercel. */
  readonly period: AdminIntervalResponse;
  /** Dollars, discounts taken off. @example 10.00 */
  readonly total: string;
  readonly items: AdminExpectedLineResponse[];
  readonly discounts: AdminExpectedLineResponse[];
}

/** What is not invoiced. */
export class AdminLeftResponse {
  /** Dollars: less than half a dollar is not invoiced; with a minus, it is credit. @example 0.35 */
  readonly total: string;
  readonly becomes: 'carried-over' | 'written-off';
}

/** What would come of the open period if it were closed now. */
export class AdminOutlookResponse {
  /** It may be over, and wait for late usage. */
  readonly period: AdminIntervalResponse;
  /** Dollars that were charged for it before; with a minus, taken back. @example 20.00 */
  readonly charged: string;
  /** Dollars that were left from before; with a minus, credit. @example 0.20 */
  readonly carried: string;
  readonly invoices: AdminExpectedInvoiceResponse[];
  /** Absent: nothing is left. */
  readonly left?: AdminLeftResponse;
}

/** A plan that somebody is or was on in the period, but that has left the catalog. */
export class AdminUnpricedResponse {
  readonly resourceId?: string;
  readonly billingPlanId: string;
}

/** What an installation costs in its present period so far, and what would be invoiced. */
export class AdminBillingPreviewResponse {
  readonly period: AdminIntervalResponse;
  /** ISO 8601; until when is counted what is paid in arrears. */
  readonly until: string;
  readonly lines: AdminLineResponse[];
  readonly discounts: AdminDiscountResponse[];
  /** Dollars: all lines less all discounts. @example 10.00 */
  readonly total: string;
  /** Absent: nothing is charged any more. */
  readonly outlook?: AdminOutlookResponse;
  readonly unpriced: AdminUnpricedResponse[];
}
