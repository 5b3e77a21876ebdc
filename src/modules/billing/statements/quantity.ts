import { Exact } from '#libs/money';
import type { Meter } from '../../catalog/index.js';
import type { Interval } from '../periods/index.js';
import type { Measured } from './measured-usage.port.js';

const SECOND_MS = 1_000;
const MILLISECOND = Exact.whole(1).dividedBy(Exact.whole(SECOND_MS));

/**
 * How many units the parts of one resource's time come to: amounts are added, of a speed the highest counts, and a level counts for
 * the share of the whole period for which it held.
 */
export function quantityOf({ type }: Pick<Meter, 'type'>, parts: readonly Measured[], period: Interval): Exact {
  if (type === 'interval') return total(parts.map(({ sum }) => sum));
  if (type === 'total') return total(parts.map(({ weighted }) => weighted)).dividedBy(secondsOf(period));
  return parts.reduce((most, { maximum }) => most.atLeast(Exact.parseSigned(maximum ?? '0')), Exact.zero);
}

function total(texts: readonly string[]): Exact {
  return texts.reduce((sum, text) => sum.plus(Exact.parseSigned(text)), Exact.zero);
}

function secondsOf({ start, end }: Interval): Exact {
  return Exact.whole(end.getTime() - start.getTime()).times(MILLISECOND);
}
