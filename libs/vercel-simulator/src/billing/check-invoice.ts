import type { BillingDiscount, BillingItem } from '#libs/vercel-contract';
import type { BillingAccount } from './billing-account.js';
import { totalOf } from './billing-book.js';
import { isWholeCents } from './cents.js';
import type { HeldInvoice, InvoiceContent } from './held-invoice.js';
import { type Span, WHOLE } from './plan-history.js';

/** What is wrong with a submitted invoice, in words (`vercel-api.md` 2.7, rules 1 to 4). */
export function invoiceFaults(
  account: BillingAccount,
  content: InvoiceContent,
  kind: 'test' | 'real',
): readonly string[] {
  const lines = [...content.items, ...content.discounts];
  return [
    ...(account.interim === undefined ? ['no interim billing data has been sent for this installation'] : []),
    ...periodFaults(content),
    ...lines.flatMap((line) => [...spanFaults(line, content.period), ...planFaults(account, line, content.period)]),
    ...moneyFaults(content),
    ...twiceFaults(account, content, kind),
  ];
}

function periodFaults({ period: { start, end }, invoiceDate }: InvoiceContent): readonly string[] {
  if (start >= end) return ['period.start must be before period.end'];
  return invoiceDate < start || invoiceDate > end ? ['invoiceDate must be within the period'] : [];
}

function spanFaults(line: BillingItem | BillingDiscount, period: Span): readonly string[] {
  const start = line.start === undefined ? period.start : new Date(line.start);
  const end = line.end === undefined ? period.end : new Date(line.end);
  const sound = start <= end && start >= period.start && end <= period.end;
  return sound ? [] : [`start and end of "${line.name}" must be in order and within the period`];
}

function planFaults(account: BillingAccount, line: BillingItem | BillingDiscount, period: Span): readonly string[] {
  const { resourceId, billingPlanId } = line;
  const billing = account.plans.billing(resourceId, billingPlanId, period);
  if (billing === 'subscription') return [];
  if (billing === 'prepayment') return [`plan ${billingPlanId} is not a subscription: Vercel makes its invoices`];
  const whom = resourceId === undefined ? 'the installation' : `resource ${resourceId}`;
  return [`plan ${billingPlanId} was not active for ${whom} in the period`];
}

function moneyFaults(content: InvoiceContent): readonly string[] {
  const { items, discounts } = content;
  const amounts = [...items.map(({ total }) => total), ...discounts.map(({ amount }) => amount)];
  const faults = amounts.filter((amount) => !isWholeCents(amount)).map((amount) => `${amount} is not whole cents`);
  return totalOf(content) < 0n ? [...faults, 'the discounts are more than the items'] : faults;
}

function twiceFaults(account: BillingAccount, content: InvoiceContent, kind: 'test' | 'real'): readonly string[] {
  const alike = [...account.invoices.values()].filter((invoice) => {
    const { start, end } = invoice.period;
    const samePeriod = +start === +content.period.start && +end === +content.period.end;
    return samePeriod && invoice.kind === 'subscription' && (invoice.test === undefined) === (kind === 'real');
  });
  const billed = new Set(alike.flatMap(keysOf));
  const twice = [...new Set(keysOf(content))].filter((key) => billed.has(key));
  return twice.map((key) => `there is an invoice for ${key} in this period`);
}

function keysOf({ items }: Pick<HeldInvoice, 'items'>): readonly string[] {
  return items.map(({ resourceId = WHOLE, billingPlanId }) =>
    resourceId === WHOLE ? `plan ${billingPlanId}` : `resource ${resourceId} and plan ${billingPlanId}`,
  );
}
