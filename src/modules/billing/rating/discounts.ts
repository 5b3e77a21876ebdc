import { amountOf, centsOf, Exact, roundToCents } from '#libs/money';
import type { Discount, Line, Reduction } from './rating.js';

const HUNDRED = Exact.whole(100);

/** A reduction, and how many cents of its amount are still to be taken off. */
interface Budget {
  readonly reduction: Reduction;
  left: number;
}

/**
 * What some reductions take off the lines of one resource and plan, one after the other, each of what those before have left. What is
 * paid in advance has its own, since its invoice is; an amount that is not used up there goes on to what is paid in arrears.
 */
export function discountsOf(lines: readonly Line[], reductions: readonly Reduction[]): readonly Discount[] {
  const budgets = reductions.map((reduction) => ({ reduction, left: budgetOf(reduction) }));
  return (['advance', 'arrears'] as const).flatMap((billed) =>
    takenOff(
      lines.filter((line) => line.billed === billed),
      budgets,
    ),
  );
}

function takenOff(lines: readonly Line[], budgets: readonly Budget[]): readonly Discount[] {
  const [first] = lines;
  if (first === undefined) return [];
  const { resourceId, planId, billed } = first;
  const start = lines.reduce((least, line) => (line.start < least ? line.start : least), first.start);
  const end = lines.reduce((most, line) => (line.end > most ? line.end : most), first.end);
  let left = lines.reduce((sum, line) => sum + line.cents, 0);
  return budgets.flatMap((budget) => {
    const cents = Math.min(left, budget.left, shareOf(left, budget.reduction));
    if (cents === 0) return [];
    const { name } = budget.reduction;
    const details = explain(budget.reduction, left);
    left -= cents;
    budget.left -= cents;
    return [{ resourceId, planId, billed, name, details, start, end, cents }];
  });
}

function budgetOf(reduction: Reduction): number {
  return 'amount' in reduction ? centsOf(reduction.amount) : Infinity;
}

function shareOf(cents: number, reduction: Reduction): number {
  if ('amount' in reduction) return cents;
  const dollars = Exact.whole(cents).dividedBy(HUNDRED);
  return roundToCents(dollars.times(Exact.parse(reduction.percentage)).dividedBy(HUNDRED));
}

function explain(reduction: Reduction, cents: number): string {
  if ('amount' in reduction) return `at most $${reduction.amount} off $${amountOf(cents)}`;
  return `${reduction.percentage} % off $${amountOf(cents)}`;
}
