import { amountOf } from '#libs/money';
import type { BillingDiscount, BillingItem } from '#libs/vercel-contract';
import type { Interval } from '../../periods/index.js';
import type { Discount, Line } from '../../rating/index.js';
import { discountOf, itemOf } from '../../statements/index.js';
import type { Due } from './dues.js';
import type { Account } from './ledger.js';
import { rangeOf } from './wording.js';

/** Something that stands in the invoice of others: what is due for an account without one, or with null what was carried. */
export interface Hosted {
  readonly due: Due | null;
  readonly cents: number;
}

interface Lines {
  readonly items: readonly BillingItem[];
  readonly discounts: readonly BillingDiscount[];
}

/** Each due as something that may have to stand elsewhere. */
export function hostedOf(dues: readonly Due[]): readonly Hosted[] {
  return dues.map((due) => ({ due, cents: due.cents }));
}

/** The lines of accounts in an invoice of their own. */
export function linesOf(dues: readonly Due[], period: Interval): Lines {
  return {
    items: dues.flatMap(({ lines }) => lines.map((line) => undatedOutside(itemOf(line), line, period))),
    discounts: dues.flatMap(({ discounts }) => discounts.map((one) => undatedOutside(discountOf(one), one, period))),
  };
}

/** One line each: Vercel wants every line on a plan that was active, so they stand under an account that has its own there. */
export function hostLines(hosted: readonly Hosted[], host: { readonly dues: readonly Due[] }): Lines {
  const account = host.dues.find(({ lines }) => lines.length > 0);
  if (account === undefined) return { items: [], discounts: [] };
  const { resourceId, planId } = account;
  const subject = { billingPlanId: planId, ...(resourceId === null ? {} : { resourceId }) };
  const parts = hosted.filter(({ cents }) => cents !== 0).map((one) => ({ ...said(one), cents: one.cents }));
  return {
    items: parts
      .filter(({ cents }) => cents > 0)
      .map(({ cents, ...words }) => ({ ...subject, ...words, ...once(amountOf(cents)) })),
    discounts: parts
      .filter(({ cents }) => cents < 0)
      .map(({ cents, ...words }) => ({ ...subject, ...words, amount: amountOf(-cents) })),
  };
}

function once(amount: string): Pick<BillingItem, 'price' | 'quantity' | 'units' | 'total'> {
  return { price: amount, quantity: 1, units: 'carried', total: amount };
}

function said({ due, cents }: Hosted): { readonly name: string; readonly details: string } {
  if (due !== null) return { name: nameOf(due), details: `${subjectOf(due)}, ${rangeOf(due.period)}` };
  if (cents > 0) return { name: 'Carried over', details: 'What was too little for an invoice of its own before' };
  return { name: 'Credit carried over', details: 'What was paid before and not used' };
}

function nameOf({ lines, discounts, planId }: Due): string {
  const names = new Set([...lines, ...discounts].map(({ name }) => name));
  const [only] = names;
  return names.size === 1 && only !== undefined ? only : planId;
}

function subjectOf({ resourceId, planId }: Account): string {
  return resourceId === null ? planId : `${planId} of ${resourceId}`;
}

/** Dates have to lie in the invoice's period; the time of what does not is told in words. */
function undatedOutside<Part extends BillingItem | BillingDiscount>(
  part: Part,
  time: Line | Discount,
  period: Interval,
): Part {
  if (time.start >= period.start && time.end <= period.end) return part;
  const { start: _start, end: _end, details = '', ...rest } = part;
  return { ...rest, details: `${details} (${rangeOf(time)})` } as Part;
}
