import type { Composed } from './compose.js';
import { keyOf } from './ledger.js';

/** With fewer there is too little to compare with. */
const LEAST_HISTORY = 3;
const TIMES = 10;
/** Up to this nobody is asked. */
const FLOOR_CENTS = 10_000;
/** With nothing to compare with, more than that is not sent unseen. */
const FIRST_CENTS = 1_000_000;

/** Why somebody should look at an invoice before it is sent; null: nothing is unusual. `history`: what earlier ones came to. */
export function suspicionOf(invoice: Composed, history: readonly number[]): string | null {
  if (hasFeeTwice(invoice)) return 'a fixed fee stands in it twice for one time on a plan';
  if (history.length < LEAST_HISTORY)
    return invoice.totalCents > FIRST_CENTS
      ? 'it is more than $10,000.00, and there is little to compare it with'
      : null;
  if (invoice.totalCents <= FLOOR_CENTS) return null;
  const mean = history.reduce((sum, cents) => sum + cents, 0) / history.length;
  return invoice.totalCents > TIMES * mean ? 'it is more than ten times what was usual' : null;
}

function hasFeeTwice({ dues }: Composed): boolean {
  const fees = dues.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'fixed'));
  const times = fees.map((fee) => `${keyOf(fee)} ${fee.start.getTime()}`);
  return new Set(times).size < times.length;
}
