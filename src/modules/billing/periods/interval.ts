/** A stretch of time in UTC, half-open: `end` itself belongs to what follows. */
export interface Interval {
  readonly start: Date;
  readonly end: Date;
}

/** What two stretches have in common; null when that is nothing. */
export function overlap(one: Interval, other: Interval): Interval | null {
  const start = one.start > other.start ? one.start : other.start;
  const end = one.end < other.end ? one.end : other.end;
  return start < end ? { start, end } : null;
}
