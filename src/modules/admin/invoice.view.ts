import { amountOf } from '#libs/money';
import type { Invoice, InvoiceAccount, Refund } from '../billing/index.js';
import type {
  AdminInvoiceAccountResponse,
  AdminInvoiceDetailResponse,
  AdminInvoiceResponse,
  AdminRefundResponse,
} from './dto/invoice.response.js';

/** An invoice as a list shows it. */
export function showInvoice(invoice: Invoice): AdminInvoiceResponse {
  const { id, installationId, externalId, kind, state, isFinal, isTest, vercelId, problem } = invoice;
  return {
    id,
    installationId,
    externalId,
    ...(vercelId === null ? {} : { vercelId }),
    kind,
    period: { start: invoice.periodStart.toISOString(), end: invoice.periodEnd.toISOString() },
    invoiceDate: invoice.invoiceDate.toISOString(),
    state,
    since: invoice.stateSince.toISOString(),
    ...(problem === null ? {} : { problem }),
    total: amountOf(invoice.totalCents),
    refunded: amountOf(invoice.refundedCents),
    failedPayments: invoice.failedAt.length,
    isFinal,
    isTest,
    ...timesOf(invoice),
    createdAt: invoice.createdAt.toISOString(),
  };
}

/** An invoice with all that it says, what it is for, and what was asked back. */
export function showWhole(
  invoice: Invoice,
  beside: { readonly accounts: readonly InvoiceAccount[]; readonly refunds: readonly Refund[] },
): AdminInvoiceDetailResponse {
  const { items, discounts, memo } = invoice;
  return Object.assign(showInvoice(invoice), {
    items: items.map((item) => ({ ...item })),
    discounts: discounts.map((discount) => ({ ...discount })),
    ...(memo === null ? {} : { memo }),
    accounts: beside.accounts.map(showAccount),
    refunds: beside.refunds.map(showRefund),
  });
}

/** What was asked back of an invoice. */
export function showRefund({ id, invoiceId, cents, reason, state, problem, createdAt }: Refund): AdminRefundResponse {
  return {
    id,
    invoiceId,
    amount: amountOf(cents),
    reason,
    state,
    ...(problem === null ? {} : { problem }),
    createdAt: createdAt.toISOString(),
  };
}

function showAccount({ resourceId, planId, periodStart, cents }: InvoiceAccount): AdminInvoiceAccountResponse {
  const whose = resourceId === '' ? {} : { resourceId };
  return { ...whose, billingPlanId: planId, periodStart: periodStart.toISOString(), cents };
}

function timesOf({
  paidAt,
  dueAt,
  destroyAt,
}: Invoice): Pick<AdminInvoiceResponse, 'paidAt' | 'nextLookAt' | 'destroyAt'> {
  return {
    ...(paidAt === null ? {} : { paidAt: paidAt.toISOString() }),
    ...(dueAt === null ? {} : { nextLookAt: dueAt.toISOString() }),
    ...(destroyAt === null ? {} : { destroyAt: destroyAt.toISOString() }),
  };
}
