import { amountOf } from '#libs/money';
import type { Interval } from '../../periods/index.js';
import type { Rated } from '../../rating/index.js';
import { type Account, type Charge, keyOf, type Part, sumOf } from './ledger.js';
import { rangeOf } from './wording.js';

type Line = Rated['lines'][number];
type Discount = Rated['discounts'][number];

/** What an account owes for a part of a period beyond what it was charged so far; below zero it gets something back. */
export interface Due extends Account {
  readonly period: Interval;
  readonly part: Part;
  /** Its lines less its discounts. */
  readonly cents: number;
  /** `adjustment`: something was charged for the account and period before. */
  readonly nature: 'first' | 'adjustment';
  readonly lines: readonly Line[];
  readonly discounts: readonly Discount[];
}

/** What is due for a period: what it costs, less what was charged for it. Parts for which nothing is due and nothing happened are left out. */
export function duesOf(period: Interval, rated: Rated, charges: readonly Charge[]): readonly Due[] {
  const charged = charges.filter(({ periodStart }) => +periodStart === +period.start);
  const accounts = new Map([...rated.lines, ...charged].map((one) => [keyOf(one), accountOf(one)]));
  return [...accounts.values()].flatMap((account) =>
    (['advance', 'arrears'] as const).flatMap((part) => dueOf({ account, part, period }, rated, charged)),
  );
}

interface Whose {
  readonly account: Account;
  readonly part: 'advance' | 'arrears';
  readonly period: Interval;
}

function dueOf(whose: Whose, rated: Rated, charged: readonly Charge[]): readonly Due[] {
  const { account, part, period } = whose;
  const key = keyOf(account);
  const lines = rated.lines.filter((line) => line.billed === part && keyOf(line) === key);
  const discounts = rated.discounts.filter((discount) => discount.billed === part && keyOf(discount) === key);
  const earlier = charged.filter((charge) => keyOf(charge) === key);
  const own = earlier.filter((charge) => charge.part === part);
  const nature = earlier.length === 0 ? 'first' : 'adjustment';
  const costs = sumOf(lines) - sumOf(discounts);
  if (own.length === 0 || (sumOf(own) === 0 && costs > 0))
    return lines.length === 0 ? [] : [{ ...account, period, part, cents: costs, nature, lines, discounts }];
  return costs === sumOf(own) ? [] : [adjustment(whose, costs, sumOf(own))];
}

/** One line for the difference: what was invoiced before has been explained there. */
function adjustment({ account, part, period }: Whose, costs: number, charged: number): Due {
  const cents = costs - charged;
  const name = NAMES[part][cents > 0 ? 'more' : 'less'];
  const details = `${account.planId}, ${rangeOf(period)}: $${amountOf(costs)} instead of $${amountOf(charged)}`;
  const position = { ...account, ...period, billed: part, name, details } as const;
  const due = { ...account, period, part, cents, nature: 'adjustment' } as const;
  if (cents < 0) return { ...due, lines: [], discounts: [{ ...position, cents: -cents }] };
  const units = { kind: 'usage', price: amountOf(cents), quantity: '1', units: 'adjustment' } as const;
  return { ...due, lines: [{ ...position, ...units, cents }], discounts: [] };
}

const NAMES = {
  advance: { more: 'Fee that was not paid in advance', less: 'Paid in advance and not used' },
  arrears: { more: 'Usage that became known later', less: 'Usage that was corrected later' },
} as const;

function accountOf({ resourceId, planId }: Account): Account {
  return { resourceId, planId };
}
