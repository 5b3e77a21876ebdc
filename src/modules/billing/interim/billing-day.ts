import type { Interval } from '../periods/index.js';

const DAY_MS = 86_400_000;

/** Vercel takes days and periods that ended at most 24 hours ago; a minute is for the way, and for its clock. */
const SENDABLE_FOR_MS = DAY_MS - 60_000;

/** A day by UTC, or the part of it that lies in the period: what Vercel shows figures of. */
export interface BillingDay {
  readonly period: Interval;
  readonly day: Interval;
}

/** The billing day that an instant lies in. */
export function dayAt(period: Interval, at: Date): BillingDay {
  const midnight = Math.floor(at.getTime() / DAY_MS) * DAY_MS;
  const start = new Date(Math.max(midnight, period.start.getTime()));
  return { period, day: { start, end: new Date(Math.min(midnight + DAY_MS, period.end.getTime())) } };
}

/** The billing day that ends so. */
export function dayUntil(period: Interval, end: Date): BillingDay {
  return dayAt(period, new Date(end.getTime() - 1));
}

/** Whether Vercel still takes what is told of a day. */
export function isSendable({ day }: BillingDay, now: Date): boolean {
  return day.end.getTime() >= now.getTime() - SENDABLE_FOR_MS;
}

/** As operators read it. */
export function nameOf({ day }: BillingDay): string {
  return day.start.toISOString().slice(0, 10);
}
