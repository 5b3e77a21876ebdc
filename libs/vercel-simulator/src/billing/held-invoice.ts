import type { BillingDiscount, BillingItem, InvoiceState, TestResult } from '#libs/vercel-contract';
import type { Span } from './plan-history.js';

/** What an invoice says, whoever made it. */
export interface InvoiceContent {
  readonly externalId: string | undefined;
  readonly invoiceDate: Date;
  readonly period: Span;
  readonly items: readonly BillingItem[];
  readonly discounts: readonly BillingDiscount[];
  readonly memo: string | undefined;
}

/** What Vercel does next with an invoice, and when, if nobody does anything. */
interface NextStep {
  readonly step: 'send' | 'collect' | 'overdue' | 'refund';
  readonly at: Date;
}

/** A refund that was asked for or given. */
interface Refund {
  readonly amount: string;
  readonly reason: string;
}

/** An invoice as Vercel holds it; only its standing changes. */
export interface HeldInvoice extends InvoiceContent {
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly installationId: string;
  /** `prepayment`: made by Vercel for a purchase of credits. */
  readonly kind: 'subscription' | 'prepayment';
  readonly total: string;
  readonly final: boolean;
  /** In test mode: how it ends; no money moves. */
  readonly test: { readonly result: TestResult } | undefined;
  readonly created: Date;
  state: InvoiceState;
  updated: Date;
  sentAt: Date | undefined;
  paidAt: Date | undefined;
  refundedAt: Date | undefined;
  /** Attempts to collect it that failed. */
  readonly failedAt: Date[];
  /** In order; the last one is under way while the state is `refund_requested`. */
  readonly refunds: Refund[];
  next: NextStep | undefined;
  /** Whether the provider is to grant credits for it (`due`: Vercel asks once it is paid; `by-user`: the buyer asks), or has. */
  grant: 'none' | 'by-user' | 'due' | 'done';
  /** Bought by Vercel itself, as the team has few credits. */
  readonly isTopUp: boolean;
}

/** Whether money can still move for an invoice; such a one keeps an installation from going. */
export function isOpen({ state, test }: HeldInvoice): boolean {
  return test === undefined && state !== 'draft' && state !== 'paid' && state !== 'refunded';
}
