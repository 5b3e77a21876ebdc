import { Exact } from '#libs/money';
import type { Aggregation } from '../../catalog/index.js';
import type { Measured } from '../../usage/index.js';
import { type Interval, overlap } from '../periods/index.js';
import type { BillingFacts } from './facts.js';
import { meanOf } from './quantity.js';
import type { Figure } from './statement.js';
import type { Tariffs } from './tariffs.js';

const SHOWN_PLACES = 9;

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
    const { aggregation } = sold.meter;
    const ofToday = valueOf(aggregation, ofDay.get(told.meter));
    return [{ resourceId, name, type, unit, day: ofToday, period: valueOf(aggregation, told) }];
  });
}

/** An amount is its sum, a speed its highest value or the mean, a level what it is now. */
function valueOf(aggregation: Aggregation, told: Measured | undefined): string {
  if (told === undefined) return '0';
  if (aggregation === 'sum') return told.sum;
  if (aggregation === 'mean') return meanOf(Exact.parseSigned(told.sum), Exact.parse(told.events)).toText(SHOWN_PLACES);
  return (aggregation === 'maximum' ? told.maximum : told.latest) ?? '0';
}
