import type { Interval } from '../../periods/index.js';
import type { Rated } from '../../rating/index.js';
import { keyOf } from './ledger.js';

/** Of what a period costs, what is paid in advance by those who were on their plans when it began; others pay when they begin. */
export function continuing({ lines, discounts }: Rated, period: Interval): Rated {
  const fees = lines.filter(({ billed }) => billed === 'advance');
  const goOn = new Set(fees.filter(({ start }) => +start === +period.start).map(keyOf));
  const kept = fees.filter((line) => goOn.has(keyOf(line)));
  const off = discounts.filter((discount) => discount.billed === 'advance' && goOn.has(keyOf(discount)));
  const cents = kept.reduce((sum, line) => sum + line.cents, 0) - off.reduce((sum, one) => sum + one.cents, 0);
  return { lines: kept, discounts: off, cents };
}
