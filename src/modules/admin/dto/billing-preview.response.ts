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

/** What would be invoiced, and what is done with so much. */
export class AdminExpectedInvoiceResponse {
  readonly billed: 'advance' | 'arrears';
  /** Dollars, discounts taken off. @example 10.00 */
  readonly total: string;
  /** Less than half a dollar is not invoiced: it goes over to the next period, or at the end of an installation is written off. */
  readonly decision: 'invoice' | 'carry-over' | 'write-off' | 'nothing';
}

/** A plan that somebody is or was on in the period, but that has left the catalog. */
export class AdminUnpricedResponse {
  readonly resourceId?: string;
  readonly billingPlanId: string;
}

/** What an installation costs in its present period so far: fixed fees, since usage is not divided among plans yet. */
export class AdminBillingPreviewResponse {
  readonly period: AdminIntervalResponse;
  /** ISO 8601; until when is counted what is paid in arrears. */
  readonly until: string;
  readonly lines: AdminLineResponse[];
  readonly discounts: AdminDiscountResponse[];
  /** Dollars: all lines less all discounts. @example 10.00 */
  readonly total: string;
  readonly invoices: AdminExpectedInvoiceResponse[];
  readonly unpriced: AdminUnpricedResponse[];
}
