import type { Measured } from '../../../src/modules/usage/index.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SECOND_MS = 1_000;

/** One event that was taken, with a whole number. */
export interface Counted {
  readonly meter: string;
  readonly at: number;
  readonly value: number;
}

/** The first instant of the day of `at`. */
export function dayOf(at: number): number {
  return at - (at % DAY_MS);
}

/** What events come to between two instants, by nothing but the events; levels as they are kept: the last one of an hour and period, the higher one at an instant. */
export function measureCounted(
  events: readonly Counted[],
  meter: string,
  span: { readonly start: number; readonly end: number; readonly boundary: number },
): Omit<Measured, 'place' | 'meter'> | null {
  const all = events.filter((event) => event.meter === meter && event.at < span.end);
  const own = all.filter(({ at }) => at >= span.start);
  const levels = meter.endsWith('storage') ? lastOfHours(all, span.boundary) : [];
  if (own.length === 0 && levels.length === 0) return null;
  const values = own.map(({ value }) => value);
  const held = levels.map(({ at, value }, index) => {
    const until = Math.max(levels[index + 1]?.at ?? span.end, span.start);
    return value * (until - Math.max(at, span.start));
  });
  return {
    events: String(own.length),
    sum: String(total(values)),
    maximum: values.length === 0 ? null : String(Math.max(...values)),
    latest: levels.length === 0 ? null : String(levels.at(-1)?.value),
    weighted: String(total(held) / SECOND_MS),
  };
}

function lastOfHours(levels: readonly Counted[], boundary: number): readonly Counted[] {
  const kept = new Map<string, Counted>();
  for (const level of levels.toSorted((a, b) => a.at - b.at || a.value - b.value)) {
    kept.set(`${level.at - (level.at % HOUR_MS)} ${level.at >= boundary}`, level);
  }
  return [...kept.values()];
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
