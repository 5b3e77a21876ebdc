import { AdminIntervalResponse } from './billing-preview.response.js';

/** An invoice in a list. */
export class AdminInvoiceResponse {
  /** Our id. @example 0b2ba53c-9f0f-4d4c-8df4-0a87b1b6f5f0 */
  readonly id: string;
  /** Whose it is. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId: string;
  /** Under this Vercel has it. @example arrears-20260101T000000000Z */
  readonly externalId: string;
  /** Vercel's id; absent until it is known. @example mi_a5FfGgmn9C3Ac5Dlqqo6D37K */
  readonly vercelId?: string;
  /** What it is for: the fee at the beginning (`signup`), a period in advance or in arrears, a plan that has ended (`closing`), or all that is left (`final`). @example arrears */
  readonly kind: 'signup' | 'advance' | 'arrears' | 'closing' | 'final';
  readonly period: AdminIntervalResponse;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly invoiceDate: string;
  /** `held` and `parked` wait for an operator, `prepared` is to be sent, `void` was given up; the rest are Vercel's words. @example paid */
  readonly state: string;
  /** ISO 8601; when that was heard of. @example 2026-01-31T12:00:00.000Z */
  readonly since: string;
  /** Why it is held, parked or void. @example far larger than usual */
  readonly problem?: string;
  /** Dollars. @example 20.00 */
  readonly total: string;
  /** Dollars that Vercel has given back. @example 0.00 */
  readonly refunded: string;
  /** How often an attempt to collect it has failed. @example 0 */
  readonly failedPayments: number;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly paidAt?: string;
  /** The last one of a customer who leaves. @example false */
  readonly isFinal: boolean;
  /** Sent in test mode: no money moves. @example false */
  readonly isTest: boolean;
  /** ISO 8601; when it is sent or asked about at the latest; absent: nothing is expected. @example 2026-01-31T12:00:00.000Z */
  readonly nextLookAt?: string;
  /** ISO 8601; from when on what it is for may be destroyed, where that is allowed. @example 2026-01-31T12:00:00.000Z */
  readonly destroyAt?: string;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly createdAt: string;
}

/** A page of invoices. */
export class AdminInvoicesResponse {
  /** Those of this page. */
  readonly invoices: AdminInvoiceResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}

/** How much of an invoice is for one resource, plan and period. */
export class AdminInvoiceAccountResponse {
  /** Absent: the installation as a whole. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly resourceId?: string;
  /** Id of the plan in the catalog. @example pro */
  readonly billingPlanId: string;
  /** ISO 8601. @example 2026-01-01T00:00:00.000Z */
  readonly periodStart: string;
  /** Cents; negative where it takes back what an earlier invoice has charged. @example 2000 */
  readonly cents: number;
}

/** A part of an invoice, or all of it, that was asked back. */
export class AdminRefundResponse {
  /** Its own id. @example 5f1cde2a-6a53-4a5f-9f57-8a4d1a7be0a9 */
  readonly id: string;
  /** Of which invoice. @example 0b2ba53c-9f0f-4d4c-8df4-0a87b1b6f5f0 */
  readonly invoiceId: string;
  /** Dollars. @example 5.00 */
  readonly amount: string;
  /** Why. @example "Asked for by the customer in ticket 4711" */
  readonly reason: string;
  /** `asked`: Vercel will be asked; `unsure`: it may have been; `requested`: it is at it; `refunded` or `refused`: it is over. @example refunded */
  readonly state: 'asked' | 'unsure' | 'requested' | 'refunded' | 'refused';
  /** Why Vercel refuses it. @example the invoice was refunded already */
  readonly problem?: string;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly createdAt: string;
}

/** An invoice with all that it says. */
export class AdminInvoiceDetailResponse extends AdminInvoiceResponse {
  /** Lines as Vercel has them. @example [{"name":"Pro","total":"20.00"}] */
  readonly items: Record<string, unknown>[];
  /** What is taken off, as Vercel has it. @example [{"name":"Launch offer","amount":"2.00"}] */
  readonly discounts: Record<string, unknown>[];
  /** A note for the customer that the invoice carries. @example Thank you. */
  readonly memo?: string;
  /** What it is for, by resource, plan and period. */
  readonly accounts: AdminInvoiceAccountResponse[];
  /** What was asked back of it. */
  readonly refunds: AdminRefundResponse[];
}
