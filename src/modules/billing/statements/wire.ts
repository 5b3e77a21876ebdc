import { amountOf } from '#libs/money';
import type { BillingLine, BillingReduction } from '#libs/vercel-api';
import type { BillingDiscount, BillingItem } from '#libs/vercel-contract';
import type { Discount, Line } from '../rating/index.js';

type Position = Omit<Discount, 'cents'>;
type Undated<Part> = Omit<Part, 'start' | 'end'> & { readonly start?: Date; readonly end?: Date };

/** A line in Vercel's words, as it is kept and shown: interim data and invoices have the same. */
export function itemOf(line: Line): BillingItem {
  const { price, quantity, units, cents } = line;
  return { ...positionOf(line), price, quantity: Number(quantity), units, total: amountOf(cents) };
}

/** A discount in Vercel's words. */
export function discountOf(discount: Discount): BillingDiscount {
  return { ...positionOf(discount), amount: amountOf(discount.cents) };
}

/** What is kept in Vercel's words, for a call to Vercel. */
export function toSend(item: BillingItem): BillingLine;
export function toSend(discount: BillingDiscount): BillingReduction;
export function toSend<Part extends BillingItem | BillingDiscount>({ start, end, ...rest }: Part): Undated<Part> {
  return {
    ...rest,
    ...(start === undefined ? {} : { start: new Date(start) }),
    ...(end === undefined ? {} : { end: new Date(end) }),
  };
}

function positionOf({ planId, resourceId, name, details, start, end }: Position): Omit<BillingDiscount, 'amount'> {
  return {
    billingPlanId: planId,
    ...(resourceId === null ? {} : { resourceId }),
    start: start.toISOString(),
    end: end.toISOString(),
    name,
    details,
  };
}
