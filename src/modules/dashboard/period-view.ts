import type { PresentCosts, Preview } from '../billing/index.js';
import { day, dollars, minute, type Moment } from './format.js';

type Rated = PresentCosts['rated'];

/** The present period as far as it has gone. */
export interface PeriodView {
  readonly start: Moment;
  readonly end: Moment;
  readonly until: Moment;
  readonly total: string;
  readonly isIncomplete: boolean;
}

/** What one resource costs, or the installation itself. */
export interface Section {
  readonly resourceId: string | null;
  readonly name: string;
  readonly lines: readonly { readonly name: string; readonly details: string; readonly amount: string }[];
  readonly total: string;
}

/** Dates and sums of a preview. */
export function periodView({ period, until, rated, unpriced }: PresentCosts): PeriodView {
  return {
    start: day(period.start),
    end: day(period.end),
    until: minute(until),
    total: dollars(rated.cents),
    isIncomplete: unpriced.length > 0,
  };
}

/** What is left of earlier periods, to be settled with the next invoice; null where nothing is. */
export function carriedIn({ outlook }: Preview): string | null {
  return outlook === null || outlook.carriedCents === 0 ? null : dollars(outlook.carriedCents);
}

/** Lines and discounts by what they are for, in the order in which they come; `names` of resources by their ids. */
export function sectionsOf({ lines, discounts }: Rated, names: ReadonlyMap<string, string>): readonly Section[] {
  const subjects = [...new Set([...lines, ...discounts].map(({ resourceId }) => resourceId))];
  return subjects.map((resourceId) => {
    const own = lines.filter((line) => line.resourceId === resourceId);
    const off = discounts.filter((discount) => discount.resourceId === resourceId);
    const cents = own.reduce((sum, line) => sum + line.cents, 0) - off.reduce((sum, one) => sum + one.cents, 0);
    return {
      resourceId,
      name: resourceId === null ? 'Installation' : (names.get(resourceId) ?? resourceId),
      lines: [
        ...own.map(({ name, details, cents: amount }) => ({ name, details, amount: dollars(amount) })),
        ...off.map(({ name, details, cents: amount }) => ({ name, details, amount: dollars(-amount) })),
      ],
      total: dollars(cents),
    };
  });
}
