/** What is left of the credits of a resource, or of the installation. */
export class AdminBalanceResponse {
  /** Absent: the installation's own. */
  readonly resourceId?: string;
  /** Dollars; with a minus: more was used than paid for. @example 12.50 */
  readonly amount: string;
}

/** All balances of an installation, those of resources that are not there any more included. */
export class AdminBalancesResponse {
  readonly balances: AdminBalanceResponse[];
}

/** One change of a balance. */
export class AdminEntryResponse extends AdminBalanceResponse {
  /** Counted for the installation from 1. */
  readonly number: number;
  /** ISO 8601. */
  readonly at: string;
  readonly kind: 'purchase' | 'burn' | 'refund' | 'adjustment';
  /** The fact that it follows from. @example purchase:mi_1 */
  readonly reference: string;
  /** Why: the invoice, the plan and period, or the reason given. */
  readonly details: Record<string, unknown>;
}

/** A page of a ledger. */
export class AdminLedgerResponse {
  readonly entries: AdminEntryResponse[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}
