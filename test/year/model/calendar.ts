const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY_MS = 86_400_000;
const DAYS_OF_400_YEARS = 146_097;

/** A period of an installation in milliseconds since 1970; the end belongs to the next one. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

/** The period that begins so many months after the first instant of an installation, by its anniversary. */
export function periodOf(installedAt: number, index: number): Period {
  return { start: anniversary(installedAt, index), end: anniversary(installedAt, index + 1) };
}

/** So many months later, on the same day and at the same time; on the last day of a month that is too short. */
function anniversary(first: number, months: number): number {
  const days = Math.floor(first / DAY_MS);
  const { year, month, day } = dateOf(days);
  const counted = month - 1 + months;
  const then = { year: year + Math.floor(counted / 12), month: (counted % 12) + 1 };
  const moved = dayNumber({ ...then, day: Math.min(day, lengthOf(then.year, then.month)) });
  return first + (moved - days) * DAY_MS;
}

interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function lengthOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/** Days since 1970-01-01, counted in years that begin in March, so that a leap day is the last one. */
function dayNumber({ year, month, day }: CalendarDate): number {
  const shifted = month > 2 ? year : year - 1;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const days = shifted * 365 + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return days + ofYear - 719_468;
}

function dateOf(days: number): CalendarDate {
  let year = 1970 + Math.floor((days * 400) / DAYS_OF_400_YEARS) - 1;
  while (dayNumber({ year: year + 1, month: 1, day: 1 }) <= days) year += 1;
  let month = 1;
  let day = days - dayNumber({ year, month: 1, day: 1 }) + 1;
  while (day > lengthOf(year, month)) {
    day -= lengthOf(year, month);
    month += 1;
  }
  return { year, month, day };
}
