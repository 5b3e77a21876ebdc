import type { Period } from './calendar.js';
import { takenOff } from './discounts.js';
import { feeOf, type Quantity, type Span, usageOf } from './fees.js';
import type { History, ToldUse } from './history.js';
import { nano } from './decimals.js';
import { type PlanTariff } from './prices.js';

const HOUR_MS = 3_600_000;

/** What one resource owes for its times on one plan in one period, in cents. */
export interface Due {
  readonly resource: string;
  readonly tariff: PlanTariff;
  readonly fee: bigint;
  readonly usage: bigint;
  /** What discounts take off: of a fee that is paid in advance, and of the rest. */
  readonly off: readonly [ahead: bigint, after: bigint];
}

/** What is left to pay. */
export function netOf({ fee, usage, off: [ahead, after] }: Due): bigint {
  return fee + usage - ahead - after;
}

/** What is known at a time, and what lies ahead is not. */
export interface Knowledge {
  /** Uses that were told by then count. */
  readonly told: number;
  /** Plans go on as they are from then on: what is paid in advance is paid to the end of the period. */
  readonly plans: number;
}

/** What a customer owes for a period, by resource and plan, as far as is known. */
export function duesOf(
  history: History,
  period: Period,
  known: Knowledge,
  tariffs: ReadonlyMap<string, PlanTariff>,
): readonly Due[] {
  const stays = history.stays.filter(({ start }) => start <= known.plans);
  const byPlan = Map.groupBy(stays, ({ resource, plan }) => `${resource} ${plan}`);
  return [...byPlan.values()].flatMap((own) => {
    const [first] = own;
    const tariff = tariffs.get(first?.plan ?? '');
    if (first === undefined || tariff === undefined) return [];
    const cut = (end: number | null): number => {
      if (end !== null && end <= known.plans) return end;
      return tariff.billed === 'advance' ? period.end : Math.min(known.plans, period.end);
    };
    const spans = own.map(({ start, end }) => within({ start, end: cut(end) }, period)).filter((span) => span !== null);
    if (spans.length === 0) return [];
    const used = own.map(({ start, end }) => within({ start, end: Math.min(end ?? Infinity, known.plans) }, period));
    const uses = history.uses.filter(({ resource, toldAt }) => resource === first.resource && toldAt <= known.told);
    const usage = tariff.meters.reduce((sum, meter) => {
      const quantity = measure(
        meter.meter,
        uses,
        used.filter((span) => span !== null),
        period,
      );
      return sum + usageOf(meter, quantity);
    }, 0n);
    const fee = feeOf(tariff, spans, period);
    const sums = tariff.billed === 'advance' ? ([fee, usage] as const) : ([0n, fee + usage] as const);
    const granted = history.discounts.filter(({ at }) => at < period.end && at <= known.plans);
    const off = takenOff(sums, [...tariff.reductions, ...granted.map(({ reduction }) => reduction)]);
    return [{ resource: first.resource, tariff, fee, usage, off }];
  });
}

function within({ start, end }: Span, period: Period): Span | null {
  const cut = { start: Math.max(start, period.start), end: Math.min(end, period.end) };
  return cut.start < cut.end ? cut : null;
}

/** Amounts are added, of a speed the highest counts, and of a level the share of the period for which it held. */
function measure(meter: string, uses: readonly ToldUse[], spans: readonly Span[], period: Period): Quantity {
  const own = uses.filter((use) => use.meter === meter);
  const inside = own.filter(({ at }) => spans.some(({ start, end }) => at >= start && at < end));
  if (meter === 'compute') return { nano: inside.reduce((sum, { value }) => sum + nano(value), 0n), parts: 1n };
  if (meter === 'connections')
    return { nano: inside.reduce((most, { value }) => (nano(value) > most ? nano(value) : most), 0n), parts: 1n };
  const levels = levelsOf(own, period);
  return {
    nano: spans.reduce((sum, span) => sum + integral(levels, span), 0n),
    parts: BigInt(period.end - period.start),
  };
}

interface Level {
  readonly at: number;
  readonly value: bigint;
}

/** The last level of each hour, in order; an hour in which a period begins has two. */
function levelsOf(uses: readonly ToldUse[], { start, end }: Period): readonly Level[] {
  const pieceOf = (at: number): string => `${Math.floor(at / HOUR_MS)} ${at < start ? 0 : at < end ? 1 : 2}`;
  const kept = [...Map.groupBy(uses, ({ at }) => pieceOf(at)).values()].flatMap((told) =>
    told.toSorted((one, other) => other.at - one.at || rank(other) - rank(one)).slice(0, 1),
  );
  return kept.map(({ at, value }) => ({ at, value: nano(value) })).toSorted((one, other) => one.at - other.at);
}

/** A correction replaces what was measured at the same instant. */
function rank({ reason }: ToldUse): number {
  return reason === null ? 0 : 1;
}

/** Billionths of units times milliseconds. */
function integral(levels: readonly Level[], span: Span): bigint {
  return levels.reduce((sum, { at, value }, index) => {
    const from = Math.max(at, span.start);
    const to = Math.min(levels[index + 1]?.at ?? Infinity, span.end);
    return to > from ? sum + value * BigInt(to - from) : sum;
  }, 0n);
}
