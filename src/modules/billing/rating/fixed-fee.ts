import { Exact, roundToCents } from '#libs/money';
import type { Pricing } from '../../catalog/index.js';
import type { Interval } from '../periods/index.js';
import type { Line, Tariff } from './rating.js';

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
const SHOWN_PLACES = 9;

/** A part of a period in whole units of time. */
interface Share {
  readonly part: number;
  readonly whole: number;
}

/** How units that have begun since the period's start are counted: neighbours share a boundary, so their parts add up to the whole. */
const COUNT: Readonly<Record<'second' | 'day', (ms: number) => number>> = {
  second: (ms) => Math.floor(ms / SECOND_MS),
  day: (ms) => Math.ceil(ms / DAY_MS),
};

/** The plan's fee for a time inside a period, or null when it has none. A day belongs to the time that its first instant is in. */
export function fixedFee(tariff: Tariff, resourceId: string | null, time: Interval, period: Interval): Line | null {
  const { fixedFee: price, proration, billed } = tariff.pricing;
  if (price === undefined) return null;
  const share = shareOf(proration, time, period);
  const quantity = Exact.whole(share.part).dividedBy(Exact.whole(share.whole));
  const fee = Exact.parse(price);
  if (!fee.isPositive || !quantity.isPositive) return null;
  return {
    kind: 'fixed',
    billed,
    resourceId,
    planId: tariff.planId,
    name: tariff.planName,
    details: explain(share, price, proration),
    ...time,
    price,
    quantity: quantity.toText(SHOWN_PLACES),
    units: 'period',
    cents: roundToCents(fee.times(quantity)),
  };
}

function shareOf(proration: Pricing['proration'], time: Interval, period: Interval): Share {
  if (proration === 'none') return { part: 1, whole: 1 };
  const since = (at: Date): number => COUNT[proration](at.getTime() - period.start.getTime());
  return { part: since(time.end) - since(time.start), whole: since(period.end) };
}

function explain({ part, whole }: Share, price: string, proration: Pricing['proration']): string {
  if (part === whole) return `$${price} for the whole period`;
  return `$${price} a period, for ${part} of its ${whole} ${proration}s`;
}
