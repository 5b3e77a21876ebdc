import type { BillingData } from '#libs/vercel-api';
import type { UsageItem } from '#libs/vercel-contract';
import { discountOf, itemOf, type PeriodStatement, toSend } from '../statements/index.js';
import type { BillingDay } from './billing-day.js';

/** What Vercel shows the customer until there is an invoice: totals so far, never increments. */
export function interimBody(
  { subscription, figures }: Pick<PeriodStatement, 'subscription' | 'figures'>,
  { period, day }: BillingDay,
  timestamp: Date,
): BillingData {
  const items = subscription.lines.map((line) => toSend(itemOf(line)));
  const discounts = subscription.discounts.map((discount) => toSend(discountOf(discount)));
  return { timestamp, eod: day.end, period, billing: { items, discounts }, usage: figures.map(usageOf) };
}

function usageOf({ resourceId, name, type, unit, day, period }: PeriodStatement['figures'][number]): UsageItem {
  const whose = resourceId === null ? {} : { resourceId };
  return { ...whose, name, type, units: unit, dayValue: Number(day), periodValue: Number(period) };
}
