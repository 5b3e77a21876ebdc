import type { Period } from './calendar.js';
import { ONE } from './decimals.js';
import { type MeterTariff, type PlanTariff } from './prices.js';

const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;
const CENTS = 100n;

/** A quantity as a fraction: billionths of units in so many parts. */
export interface Quantity {
  readonly nano: bigint;
  readonly parts: bigint;
}

/** A time on a plan. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What the times on a plan within a period cost as a fee, in cents: a line for each, rounded once; a whole fee only once. */
export function feeOf(tariff: PlanTariff, spans: readonly Span[], period: Period): bigint {
  if (tariff.proration === 'none') return spans.length > 0 ? tariff.feeCents : 0n;
  const count = tariff.proration === 'day' ? daysBegun : secondsPast;
  const whole = BigInt(count(period.end - period.start));
  return spans.reduce((sum, { start, end }) => {
    const part = BigInt(count(end - period.start) - count(start - period.start));
    return sum + halfUp(tariff.feeCents * part, whole);
  }, 0n);
}

/** What a quantity of a meter costs in cents, line by line. */
export function usageOf({ included, mode, steps }: MeterTariff, { nano, parts }: Quantity): bigint {
  const paid = nano - included * parts;
  if (paid <= 0n) return 0n;
  const price = (quantity: bigint, unitPrice: bigint): bigint =>
    halfUp(quantity * unitPrice * CENTS, parts * ONE * ONE);
  if (mode !== 'graduated') {
    const step = steps.find(({ upTo }) => upTo === null || paid <= upTo * parts);
    return price(paid, step?.price ?? 0n);
  }
  let from = 0n;
  let sum = 0n;
  for (const { upTo, price: unitPrice } of steps) {
    const to = upTo === null || upTo * parts > paid ? paid : upTo * parts;
    if (to > from) sum += price(to - from, unitPrice);
    from = to;
  }
  return sum;
}

function secondsPast(ms: number): number {
  return Math.floor(ms / SECOND_MS);
}

/** Days are counted from the period's start; one belongs to whom its first instant does. */
function daysBegun(ms: number): number {
  return Math.ceil(ms / DAY_MS);
}

/** Of what is not negative, to the nearest, half up. */
function halfUp(over: bigint, under: bigint): bigint {
  return (2n * over + under) / (2n * under);
}
