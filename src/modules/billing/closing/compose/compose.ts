import type { BillingDiscount, BillingItem } from '#libs/vercel-contract';
import { decide } from '../../periods/index.js';
import type { Due } from './dues.js';
import { type Hosted, hostedOf, hostLines, linesOf } from './invoice-lines.js';
import { sumOf } from './ledger.js';
import type { Group, Placed } from './placing.js';

/** An invoice as it is to be sent; what is not a matter of content is still to be added. */
export interface Composed extends Group {
  readonly items: readonly BillingItem[];
  readonly discounts: readonly BillingDiscount[];
  readonly totalCents: number;
  /** What it also charges, of accounts that had too little for an invoice or none of their own. */
  readonly hosted: readonly Due[];
}

/** What becomes of everything that is due. */
export interface Composition {
  readonly invoices: readonly Composed[];
  /** Neither invoiced nor given up: too little is above zero, credit below. */
  readonly carriedCents: number;
  /** Dues that no invoice holds; they are part of what is carried. */
  readonly left: readonly Due[];
}

/**
 * Makes invoices of what is due and of what was carried so far. What comes to less than Vercel sends, or to less than nothing, is put
 * into the next larger one; what is left of it in the end is carried on. So every cent is in one place, and no invoice is negative.
 */
export function compose({ groups, loose }: Placed, carriedCents: number): Composition {
  const invoices: Composed[] = [];
  let waiting: readonly Hosted[] = [
    ...hostedOf(loose),
    ...(carriedCents === 0 ? [] : [{ due: null, cents: carriedCents }]),
  ];
  for (const group of groups.toSorted((one, other) => sumOf(one.dues) - sumOf(other.dues))) {
    const { decision, cents } = decide({ cents: sumOf(group.dues), carriedCents: sumOf(waiting), isFinal: false });
    if (decision === 'invoice') {
      invoices.push(invoiceOf(group, waiting, cents));
      waiting = [];
    } else waiting = [...waiting, ...hostedOf(group.dues)];
  }
  const left = waiting.flatMap(({ due }) => (due === null ? [] : [due]));
  return { invoices, carriedCents: sumOf(waiting), left };
}

function invoiceOf(group: Group, waiting: readonly Hosted[], totalCents: number): Composed {
  const own = linesOf(group.dues, group.period);
  const others = hostLines(waiting, group);
  return {
    ...group,
    items: [...own.items, ...others.items],
    discounts: [...own.discounts, ...others.discounts],
    totalCents,
    hosted: waiting.flatMap(({ due }) => (due === null ? [] : [due])),
  };
}
