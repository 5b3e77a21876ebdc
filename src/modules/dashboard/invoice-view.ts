import type { Invoice } from '../billing/index.js';
import { type Badge, invoiceBadge } from './badges.js';
import { day, dollars, dollarsOf, type Moment, quantity } from './format.js';

interface Extent {
  readonly start: Moment;
  readonly end: Moment;
}

/** An invoice in a list. */
export interface InvoiceLine {
  readonly path: string;
  readonly period: Extent;
  readonly date: Moment;
  readonly total: string;
  readonly status: Badge;
  readonly isTest: boolean;
}

interface Item {
  readonly name: string;
  readonly about: string | null;
  readonly details: string | null;
  readonly quantity: string;
  readonly price: string;
  readonly total: string;
}

/** A whole invoice. */
export interface InvoiceView extends InvoiceLine {
  readonly number: string;
  readonly items: readonly Item[];
  readonly discounts: readonly { readonly name: string; readonly details: string | null; readonly amount: string }[];
  readonly refunded: string | null;
  readonly paidAt: Moment | null;
  readonly memo: string | null;
}

/** An invoice as lists show it. */
export function invoiceLine(invoice: Invoice): InvoiceLine {
  const { id, periodStart, periodEnd, invoiceDate, totalCents, state, isTest } = invoice;
  return {
    path: `/dashboard/invoices/${id}`,
    period: { start: day(periodStart), end: day(periodEnd) },
    date: day(invoiceDate),
    total: dollars(totalCents),
    status: invoiceBadge(state),
    isTest,
  };
}

/** An invoice as its page shows it; `names` of resources by their ids. */
export function invoiceView(invoice: Invoice, names: ReadonlyMap<string, string>): InvoiceView {
  const { vercelId, externalId, items, discounts, refundedCents, paidAt, memo } = invoice;
  return {
    ...invoiceLine(invoice),
    number: vercelId ?? externalId,
    items: items.map(({ name, details, resourceId, quantity: amount, units, price, total }) => ({
      name,
      about: resourceId === undefined ? null : (names.get(resourceId) ?? resourceId),
      details: details ?? null,
      quantity: `${quantity(String(amount))} ${units}`,
      price: dollarsOf(price),
      total: dollarsOf(total),
    })),
    discounts: discounts.map(({ name, details, amount }) => ({
      name,
      details: details ?? null,
      amount: `−${dollarsOf(amount)}`,
    })),
    refunded: refundedCents === 0 ? null : dollars(refundedCents),
    paidAt: paidAt === null ? null : day(paidAt),
    memo,
  };
}
