import { Exact } from '#libs/money';
import type { Meter } from '../../catalog/index.js';
import type { Measured } from '../../usage/index.js';
import type { Interval } from '../periods/index.js';

const SECOND_MS = 1_000;
const MILLISECOND = Exact.whole(1).dividedBy(Exact.whole(SECOND_MS));

/** What a meter told in one of the times that a resource was on a plan. */
export interface Part extends Pick<Measured, 'events' | 'sum' | 'maximum' | 'latest' | 'weighted'> {
  /** Whether that time lasts to the end of what is counted. */
  readonly isLast: boolean;
}

/**
 * How many units the parts of one resource's time come to: amounts are added, of a speed the highest counts or the mean of all that
 * was told, and a level counts for the share of the whole period for which it held, or in full for the plan that it is on at the end.
 */
export function quantityOf(
  { aggregation }: Pick<Meter, 'aggregation'>,
  parts: readonly Part[],
  period: Interval,
): Exact {
  const sumOf = (of: (part: Part) => string): Exact =>
    parts.reduce((sum, part) => sum.plus(Exact.parseSigned(of(part))), Exact.zero);
  switch (aggregation) {
    case 'sum':
      return sumOf(({ sum }) => sum);
    case 'time-weighted':
      return sumOf(({ weighted }) => weighted).dividedBy(secondsOf(period));
    case 'latest':
      return sumOf(({ isLast, latest }) => (isLast ? (latest ?? '0') : '0'));
    case 'maximum':
      return parts.reduce((most, { maximum }) => most.atLeast(Exact.parseSigned(maximum ?? '0')), Exact.zero);
    case 'mean':
      return meanOf(
        sumOf(({ sum }) => sum),
        sumOf(({ events }) => events),
      );
  }
}

/** Zero where nothing was told. */
export function meanOf(sum: Exact, events: Exact): Exact {
  return events.isPositive ? sum.dividedBy(events) : Exact.zero;
}

function secondsOf({ start, end }: Interval): Exact {
  return Exact.whole(end.getTime() - start.getTime()).times(MILLISECOND);
}
