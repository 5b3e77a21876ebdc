/** What is left of the credits of a resource, or of the installation. */
export class AdminBalanceResponse {
  /** Absent: the installation's own. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly resourceId?: string;
  /** Dollars; with a minus: more was used than paid for. @example 12.50 */
  readonly amount: string;
}

/** All balances of an installation, those of resources that are not there any more included. */
export class AdminBalancesResponse {
  /** Those of this page. */
  readonly balances: AdminBalanceResponse[];
}

/** One change of a balance. */
export class AdminEntryResponse extends AdminBalanceResponse {
  /** Counted for the installation from 1. @example 17 */
  readonly number: number;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly at: string;
  /** What has changed the balance. @example burn */
  readonly kind: 'purchase' | 'burn' | 'refund' | 'adjustment';
  /** The fact that it follows from. @example purchase:mi_1 */
  readonly reference: string;
  /** Why: the invoice, the plan and period, or the reason given. @example {"billingPlanId":"credits"} */
  readonly details: Record<string, unknown>;
}

/** A page of a ledger. */
export class AdminLedgerResponse {
  /** Those of this page. */
  readonly entries: AdminEntryResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}
