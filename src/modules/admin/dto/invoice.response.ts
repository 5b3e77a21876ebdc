import { AdminIntervalResponse } from './billing-preview.response.js';

/** An invoice in a list. */
export class AdminInvoiceResponse {
  readonly id: string;
  readonly installationId: string;
  /** Under this Vercel has it. */
  readonly externalId: string;
  /** Vercel's id; absent until it is known. */
  readonly vercelId?: string;
  readonly kind: 'signup' | 'advance' | 'arrears' | 'closing' | 'final';
  readonly period: AdminIntervalResponse;
  /** ISO 8601. */
  readonly invoiceDate: string;
  /** `held` and `parked` wait for an operator, `prepared` is to be sent, `void` was given up; the rest are Vercel's words. @example paid */
  readonly state: string;
  /** ISO 8601; when that was heard of. */
  readonly since: string;
  /** Why it is held, parked or void. */
  readonly problem?: string;
  /** Dollars. @example 20.00 */
  readonly total: string;
  /** Dollars that Vercel has given back. @example 0.00 */
  readonly refunded: string;
  /** How often an attempt to collect it has failed. */
  readonly failedPayments: number;
  /** ISO 8601. */
  readonly paidAt?: string;
  /** The last one of a customer who leaves. */
  readonly isFinal: boolean;
  /** Sent in test mode: no money moves. */
  readonly isTest: boolean;
  /** ISO 8601; when it is sent or asked about at the latest; absent: nothing is expected. */
  readonly nextLookAt?: string;
  /** ISO 8601; from when on what it is for may be destroyed, where that is allowed. */
  readonly destroyAt?: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** A page of invoices. */
export class AdminInvoicesResponse {
  readonly invoices: AdminInvoiceResponse[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}

/** How much of an invoice is for one resource, plan and period. */
export class AdminInvoiceAccountResponse {
  /** Absent: the installation as a whole. */
  readonly resourceId?: string;
  readonly billingPlanId: string;
  /** ISO 8601. */
  readonly periodStart: string;
  /** Cents; negative where it takes back what an earlier invoice has charged. */
  readonly cents: number;
}

/** A part of an invoice, or all of it, that was asked back. */
export class AdminRefundResponse {
  readonly id: string;
  readonly invoiceId: string;
  /** Dollars. @example 5.00 */
  readonly amount: string;
  readonly reason: string;
  /** `asked`: Vercel will be asked; `unsure`: it may have been; `requested`: it is at it; `refunded` or `refused`: it is over. */
  readonly state: 'asked' | 'unsure' | 'requested' | 'refunded' | 'refused';
  /** Why Vercel refuses it. */
  readonly problem?: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** An invoice with all that it says. */
export class AdminInvoiceDetailResponse extends AdminInvoiceResponse {
  /** Lines as Vercel has them. */
  readonly items: Record<string, unknown>[];
  readonly discounts: Record<string, unknown>[];
  readonly memo?: string;
  readonly accounts: AdminInvoiceAccountResponse[];
  readonly refunds: AdminRefundResponse[];
}
