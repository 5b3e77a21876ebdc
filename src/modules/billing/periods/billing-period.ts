import type { Interval } from './interval.js';

const MONTHS_OF_YEAR = 12;

/** From when an installation's periods are counted: its own first instant, or the first of a month. */
export type Anchor = 'anniversary' | 'calendar-month';

/**
 * The billing period of an installation that `at` belongs to. Every boundary is counted from the installation's first instant, so that
 * one of the 31st is on the last day of shorter months and on the 31st again afterwards. All in UTC: no local time is ever read.
 */
export function periodAt(anchor: Anchor, installedAt: Date, at: Date): Interval {
  const first = anchor === 'anniversary' ? installedAt : monthOf(installedAt);
  let months = monthsBetween(first, at);
  if (boundary(first, months) > at) months -= 1;
  return { start: boundary(first, months), end: boundary(first, months + 1) };
}

/** `months` after `first`, at the same time of day; the last day of a month that is too short. */
function boundary(first: Date, months: number): Date {
  const month = first.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const moved = new Date(first);
  moved.setUTCFullYear(first.getUTCFullYear(), month, Math.min(first.getUTCDate(), lastDay));
  return moved;
}

function monthsBetween(first: Date, at: Date): number {
  const years = at.getUTCFullYear() - first.getUTCFullYear();
  return years * MONTHS_OF_YEAR + at.getUTCMonth() - first.getUTCMonth();
}

function monthOf(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
}
