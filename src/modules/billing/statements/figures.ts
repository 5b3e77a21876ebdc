import { type Interval, overlap } from '../periods/index.js';
import type { BillingFacts } from './facts.js';
import type { Measured } from './measured-usage.port.js';
import type { Figure } from './statement.js';
import type { Tariffs } from './tariffs.js';

/** Whose figures are told, and of which times; the two are distinct objects, by which what was measured is found. */
export interface FigureSpan {
  readonly resourceId: string | null;
  readonly day: Interval;
  readonly period: Interval;
}

/** The installation itself, and each of its resources that was on a plan in the time asked for. */
export function figureSpansOf({ day, period, until, times }: BillingFacts): readonly FigureSpan[] {
  if (day === undefined) return [];
  const soFar = { start: period.start, end: until };
  const today = overlap(day, soFar);
  if (today === null) return [];
  const subjects = new Set([null, ...times.map(({ resourceId }) => resourceId)]);
  return [...subjects].map((resourceId) => ({ resourceId, day: { ...today }, period: { ...soFar } }));
}

/** One figure for each meter that has told something in the period. */
export function figureOf(
  { resourceId, day, period }: FigureSpan,
  tariffs: Tariffs,
  measured: ReadonlyMap<object, readonly Measured[]>,
): readonly Figure[] {
  const meters = tariffs.allMeters();
  const ofDay = new Map((measured.get(day) ?? []).map((told) => [told.meter, told]));
  return (measured.get(period) ?? []).flatMap((told) => {
    const sold = meters.get(told.meter);
    if (sold === undefined) return [];
    const { name, type, unit } = sold.meter;
    return [{ resourceId, name, type, unit, day: valueOf(type, ofDay.get(told.meter)), period: valueOf(type, told) }];
  });
}

/** An amount is its sum, a speed its highest value, a level what it is now. */
function valueOf(type: Figure['type'], told: Measured | undefined): string {
  if (type === 'interval') return told?.sum ?? '0';
  return (type === 'total' ? told?.latest : told?.maximum) ?? '0';
}
