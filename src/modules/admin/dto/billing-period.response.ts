/** A period that is over; of one in which nothing could have been charged there is none. */
export class AdminBillingPeriodResponse {
  /** ISO 8601. @example 2026-01-01T00:00:00.000Z */
  readonly start: string;
  /** ISO 8601. @example 2026-02-01T00:00:00.000Z */
  readonly end: string;
  /** ISO 8601; when it was charged. @example 2026-01-31T12:00:00.000Z */
  readonly closedAt: string;
  /** How many usage events of it have been charged; later ones are with the next period. @example 412 */
  readonly events: number;
  /**
   * `invoiced`; `held`: invoiced, and waiting for an operator; `carried-over`: too little for an invoice, or credit; `written-off`: too little, and the
   * customer has left; `nothing`: nothing was due.
   * @example invoiced
   */
  readonly outcome: 'invoiced' | 'held' | 'carried-over' | 'written-off' | 'nothing';
  /** Dollars: what its invoices come to, or what was written off. @example 20.00 */
  readonly total: string;
  /** Dollars that were left from before; with a minus, credit. @example 0.35 */
  readonly carriedIn: string;
  /** Dollars that are left for the next period; with a minus, credit. @example 0.00 */
  readonly carriedOut: string;
}

/** A page of periods. */
export class AdminBillingPeriodsResponse {
  /** Those of this page. */
  readonly periods: AdminBillingPeriodResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}
