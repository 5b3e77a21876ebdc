import type { BillingDiscount, BillingItem, TestResult } from '#libs/vercel-contract';
import type { HeldInvoice, InvoiceContent } from '../billing/held-invoice.js';
import { refundedCents } from '../billing/invoice-life.js';
import { fromCents } from '../billing/cents.js';

/** Body of Submit Invoice. */
export interface InvoiceBody {
  readonly externalId?: string;
  readonly invoiceDate: string;
  readonly period: { readonly start: string; readonly end: string };
  readonly items: readonly BillingItem[];
  readonly discounts?: readonly BillingDiscount[];
  readonly memo?: string;
  readonly final?: boolean;
  readonly test?: { readonly validate?: boolean; readonly result?: TestResult };
}

/** What a submitted invoice says. */
export function contentOf(body: InvoiceBody): InvoiceContent {
  const { externalId, invoiceDate, period, items, discounts = [], memo } = body;
  const span = { start: new Date(period.start), end: new Date(period.end) };
  return { externalId, invoiceDate: new Date(invoiceDate), period: span, items, discounts, memo };
}

/** An invoice as Get Invoice tells it; what does not apply is left out. */
export function describedInvoice(invoice: HeldInvoice): object {
  const { invoiceId, invoiceNumber, externalId, state, memo, items, discounts, total, refunds } = invoice;
  return {
    invoiceId,
    invoiceNumber,
    externalId,
    ...(invoice.test !== undefined && { test: true }),
    state,
    invoiceDate: invoice.invoiceDate.toISOString(),
    period: { start: invoice.period.start.toISOString(), end: invoice.period.end.toISOString() },
    paidAt: invoice.paidAt?.toISOString(),
    refundedAt: invoice.refundedAt?.toISOString(),
    memo,
    items,
    ...(discounts.length > 0 && { discounts }),
    total,
    ...(refunds.length > 0 && {
      refundReason: refunds.at(-1)?.reason,
      refundTotal: fromCents(refundedCents(invoice)),
    }),
    created: invoice.created.toISOString(),
    updated: invoice.updated.toISOString(),
  };
}
