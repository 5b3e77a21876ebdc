/** A line of an invoice or of interim data; money as decimal strings, an absent resource means the installation, absent dates the period's. */
export interface BillingItem {
  readonly billingPlanId: string;
  readonly resourceId?: string;
  readonly start?: string;
  readonly end?: string;
  readonly name: string;
  readonly details?: string;
  readonly price: string;
  readonly quantity: number;
  readonly units: string;
  readonly total: string;
}

/** A reduction, never written as a negative line. */
export interface BillingDiscount {
  readonly billingPlanId: string;
  readonly resourceId?: string;
  readonly start?: string;
  readonly end?: string;
  readonly name: string;
  readonly details?: string;
  readonly amount: string;
}

/** What was used: running totals of day and period, never increments (`vercel-api.md` 2.6). */
export interface UsageItem {
  readonly resourceId?: string;
  readonly name: string;
  readonly type: 'total' | 'interval' | 'rate';
  readonly units: string;
  readonly dayValue: number;
  readonly periodValue: number;
  readonly planValue?: number;
}

/** What is left of a prepayment; cents as a number here and nowhere else, an absent resource means the installation. */
export interface PrepaymentBalance {
  readonly resourceId?: string;
  readonly credit?: string;
  readonly nameLabel?: string;
  readonly currencyValueInCents: number;
}

/** Where an invoice stands; `draft` to `scheduled` were not sent to the customer yet. */
export type InvoiceState =
  'draft' | 'pending' | 'scheduled' | 'invoiced' | 'paid' | 'notpaid' | 'overdue' | 'refund_requested' | 'refunded';

/** How an invoice in test mode shall end. */
export type TestResult = 'paid' | 'notpaid' | 'overdue';

/** Body of `POST …/billing/provision`; Vercel has made and collected the invoice. */
export interface ProvisionPurchaseRequest {
  readonly invoiceId: string;
}

/** Answer of `POST …/billing/provision`; the newest timestamp wins. */
export interface ProvisionPurchaseResponse {
  readonly timestamp: string;
  readonly balances: readonly PrepaymentBalance[];
}
