import { Exact } from '#libs/money';
import type { Measured } from '../../usage/index.js';
import { type Interval, overlap } from '../periods/index.js';
import { rate, type Rated, type Segment, type Usage } from '../rating/index.js';
import type { BillingFacts, PlanTime } from './facts.js';
import { type Part, quantityOf } from './quantity.js';
import type { Priced, PricedMeter } from './tariffs.js';

type Rateable = Extract<Priced, { kind: 'rated' }>;

/** A time on a plan with its prices, and the part of the asked time in which what is used counts. */
export interface PricedTime {
  readonly time: PlanTime;
  readonly priced: Rateable;
  readonly span: Interval;
}

/** The times that have a part in what is asked and can be priced. */
export function pricedTimes(facts: BillingFacts, priceOf: (time: PlanTime) => Priced): readonly PricedTime[] {
  return facts.times.flatMap((time) => {
    const priced = priceOf(time);
    const span = overlap(
      { start: facts.period.start, end: facts.until },
      { start: time.usedFrom, end: time.endedAt ?? facts.until },
    );
    return priced.kind === 'unknown' || span === null ? [] : [{ time, priced, span }];
  });
}

/** What times come to, without those of whom more was told than anybody can be invoiced. */
interface RatedTimes {
  readonly rated: Rated;
  readonly beyond: readonly PlanTime[];
}

/** A line of a billion dollars: whatever told so much has erred, and it must not hold up all others. */
const MOST_CENTS = 10 ** 11;

/** What the times of one kind of payment come to; `measured` by the place of each time. */
export function rateTimes(
  facts: BillingFacts,
  times: readonly PricedTime[],
  measured: ReadonlyMap<object, readonly Measured[]>,
): RatedTimes {
  const rated = rateSome(facts, times, measured);
  if (rated !== null) return { rated, beyond: [] };
  const accounts = [...Map.groupBy(times, accountOf).values()];
  const beyond = new Set(accounts.filter((own) => rateSome(facts, own, measured) === null).flat());
  const others = times.filter((time) => !beyond.has(time));
  return { rated: rateAll(facts, others, measured), beyond: [...beyond].map(({ time }) => time) };
}

/** Null where a line is more than can be invoiced. */
function rateSome(...asked: Parameters<typeof rateAll>): Rated | null {
  try {
    const rated = rateAll(...asked);
    return rated.lines.every(({ cents }) => cents <= MOST_CENTS) ? rated : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function rateAll(
  facts: BillingFacts,
  times: readonly PricedTime[],
  measured: ReadonlyMap<object, readonly Measured[]>,
): Rated {
  const segments = times.filter(({ priced }) => !priced.isShared).map(segmentOf);
  const usage = usageOf(facts, times, measured);
  return rate({ period: facts.period, until: facts.until, segments, usage, reductions: facts.reductions });
}

/** Whose lines a time is part of. */
function accountOf({ time, priced }: PricedTime): string {
  return JSON.stringify([priced.isShared ? null : time.resourceId, time.planId]);
}

function segmentOf({ time, priced }: PricedTime): Segment {
  return { resourceId: time.resourceId, tariff: priced.tariff, start: time.startedAt, end: time.endedAt };
}

/** All times of one resource on one plan are measured as one: the highest speed of two stays is one speed. */
function usageOf(
  { period, until }: BillingFacts,
  times: readonly PricedTime[],
  measured: ReadonlyMap<object, readonly Measured[]>,
): readonly Usage[] {
  const stays = Map.groupBy(times, ({ time }) => JSON.stringify([time.resourceId, time.planId]));
  return [...stays.values()].flatMap((stay) => {
    const parts = Map.groupBy(
      stay.flatMap((time) => (measured.get(time) ?? []).map((told) => ({ ...told, isLast: time.span.end >= until }))),
      ({ meter }) => meter,
    );
    const [first] = stay;
    if (first === undefined) return [];
    const { time, priced } = first;
    return [...priced.meters].flatMap(([key, sold]) => usageLine(time, priced, sold, parts.get(key) ?? [], period));
  });
}

function usageLine(
  time: PlanTime,
  priced: Rateable,
  { name, meter }: PricedMeter,
  parts: readonly Part[],
  period: Interval,
): readonly Usage[] {
  const quantity = quantityOf(meter, parts, period);
  if (quantity.compare(Exact.zero) === 0) return [];
  return [{ resourceId: priced.isShared ? null : time.resourceId, planId: time.planId, meter: name, quantity }];
}
