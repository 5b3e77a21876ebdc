import type { Preview } from '../billing/index.js';
import { day, dollars, minute, type Moment } from './format.js';

type Rated = Preview['rated'];

/** The present period as far as it has gone. */
export interface PeriodView {
  readonly start: Moment;
  readonly end: Moment;
  readonly until: Moment;
  readonly total: string;
  /** Of earlier periods, to be settled with the next invoice; null where nothing is. */
  readonly carried: string | null;
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
export function periodView({ period, until, rated, outlook, unpriced }: Preview): PeriodView {
  const carried = outlook?.carriedCents ?? 0;
  return {
    start: day(period.start),
    end: day(period.end),
    until: minute(until),
    total: dollars(rated.cents),
    carried: carried === 0 ? null : dollars(carried),
    isIncomplete: unpriced.length > 0,
  };
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
