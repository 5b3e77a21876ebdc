import type { Interval } from '../../periods/index.js';

/** A stretch of time as a customer reads it, in UTC. */
export function rangeOf({ start, end }: Interval): string {
  return `${minuteOf(start)} to ${minuteOf(end)} UTC`;
}

function minuteOf(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ');
}
