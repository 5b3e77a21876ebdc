/** A stretch of time, half-open. */
export class AdminIntervalResponse {
  /** ISO 8601. @example 2026-01-01T00:00:00.000Z */
  readonly start: string;
  /** ISO 8601; belongs to what follows. @example 2026-02-01T00:00:00.000Z */
  readonly end: string;
}

/** Something taken off the lines of one resource and plan. */
export class AdminDiscountResponse extends AdminIntervalResponse {
  /** Absent: it is about the plan of the whole installation. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly resourceId?: string;
  /** Id of the plan in the catalog. @example pro */
  readonly billingPlanId: string;
  /** When it is invoiced: at the start of the period, or at its end. @example arrears */
  readonly billed: 'advance' | 'arrears';
  /** As it stands on invoices. @example "Launch offer" */
  readonly name: string;
  /** Why it is that much. @example "12.5 hours used" */
  readonly details: string;
  /** Dollars. @example 10.00 */
  readonly total: string;
}

/** A line of what is owed: `quantity` times `price`, rounded to cents. */
export class AdminLineResponse extends AdminDiscountResponse {
  /** `fixed`: the plan's fee; `usage`: what a meter has counted. @example fixed */
  readonly kind: 'fixed' | 'usage';
  /** Dollars per unit. @example 20.00 */
  readonly price: string;
  /** At most nine decimals. @example 0.5 */
  readonly quantity: string;
  /** What the quantity is counted in. @example period */
  readonly units: string;
}

/** A line of an invoice as Vercel would get it. */
export class AdminExpectedLineResponse {
  /** Absent: it is about the plan of the whole installation. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly resourceId?: string;
  /** Id of the plan in the catalog. @example pro */
  readonly billingPlanId: string;
  /** As it stands on the invoice. @example Pro */
  readonly name: string;
  /** Why it is that much. @example 12.5 hours used */
  readonly details?: string;
  /** Dollars; of a discount, what is taken off. @example 10.00 */
  readonly total: string;
  /** ISO 8601; absent where it is about a time outside of the invoice's period. @example 2026-01-01T00:00:00.000Z */
  readonly start?: string;
  /** ISO 8601. @example 2026-02-01T00:00:00.000Z */
  readonly end?: string;
}

/** An invoice that would be made. */
export class AdminExpectedInvoiceResponse {
  /**
   * `arrears`: for the period; `advance`: for the next one, with what was used in this one; `closing`: for a plan that was paid in advance and has
   * ended; `final`: the last one.
   * @example arrears
   */
  readonly kind: 'signup' | 'advance' | 'arrears' | 'closing' | 'final';
  /** As it would be told to Vercel. */
  readonly period: AdminIntervalResponse;
  /** Dollars, discounts taken off. @example 10.00 */
  readonly total: string;
  /** Its lines. */
  readonly items: AdminExpectedLineResponse[];
  /** What is taken off. */
  readonly discounts: AdminExpectedLineResponse[];
}

/** What is not invoiced. */
export class AdminLeftResponse {
  /** Dollars: less than half a dollar is not invoiced; with a minus, it is credit. @example 0.35 */
  readonly total: string;
  /** `carried-over`: the next invoice has it; `written-off`: nobody pays it. @example carried-over */
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
  /** Those that there would be now. */
  readonly invoices: AdminExpectedInvoiceResponse[];
  /** Absent: nothing is left. */
  readonly left?: AdminLeftResponse;
}

/** A plan that somebody is or was on in the period, but that has left the catalog. */
export class AdminUnpricedResponse {
  /** Which resource is on it; absent: the installation as a whole. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly resourceId?: string;
  /** Id of the plan in the catalog. @example pro */
  readonly billingPlanId: string;
}

/** What an installation costs in its present period so far, and what would be invoiced. */
export class AdminBillingPreviewResponse {
  readonly period: AdminIntervalResponse;
  /** ISO 8601; until when is counted what is paid in arrears. @example 2026-01-31T12:00:00.000Z */
  readonly until: string;
  /** What the period costs so far. */
  readonly lines: AdminLineResponse[];
  /** What is taken off. */
  readonly discounts: AdminDiscountResponse[];
  /** Dollars: all lines less all discounts. @example 10.00 */
  readonly total: string;
  /** Absent: nothing is charged any more. */
  readonly outlook?: AdminOutlookResponse;
  /** Plans that somebody is on and the catalog has no price of. */
  readonly unpriced: AdminUnpricedResponse[];
}
