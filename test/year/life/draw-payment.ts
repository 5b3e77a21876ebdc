import type { Stop } from './calendar.js';
import type { DrawnCustomer } from './draw-customer.js';
import type { CustomerKind } from './draw-stay.js';
import type { Discount } from './life.js';
import type { Random } from './random.js';

const DAY_MS = 86_400_000;
/** Less than Vercel waits. */
const MOST_DAYS_UNPAID = 11;
/** Longer than Vercel waits for an invoice that is sent some days after the card began to decline. */
const LEAST_DAYS_OVERDUE = 24;
/** In percent of customers. */
const OVERDUE: Readonly<Record<CustomerKind, number>> = { lasting: 40, passing: 0 };
const DISCOUNTS: Readonly<Record<CustomerKind, number>> = { lasting: 35, passing: 8 };

type Acts = DrawnCustomer['acts'];

interface Payer {
  readonly stops: readonly Stop[];
  /** The stops at which the customer may act. */
  readonly usable: readonly number[];
  readonly kind: CustomerKind;
  /** The stop at which the customer uninstalls, or null. */
  readonly leaves: number | null;
  /** What is done to resources. */
  readonly bought: Acts;
}

/** Draws how a customer pays: late, after what is overdue, or less than others; and what is given back. */
export function drawPayment(random: Random, payer: Payer): Acts {
  const late = drawLate(random, payer);
  return [
    ...(late.length > 0 ? late : drawOverdue(random, payer)),
    ...drawRefund(random, payer),
    ...drawDiscounts(random, payer),
  ];
}

/** Seldom a card declines for some days. Not of those who buy credits and go soon: what is paid for at last would be for nobody. */
function drawLate(random: Random, { stops, usable, leaves, bought }: Payer): Acts {
  const goes = leaves !== null || bought.some(({ act }) => act.kind === 'remove');
  if (goes && bought.some(({ act }) => act.kind === 'buy')) return [];
  const first = random.whole(0, Math.max(0, usable.length - 2));
  const [from = 0, to = 0] = [usable[first], usable[first + 1]];
  if (!random.percent(15) || to <= from || daysBetween(stops, from, to) >= MOST_DAYS_UNPAID) return [];
  return [
    { stop: from, act: { kind: 'use-card', card: 'declines' } },
    { stop: to, act: { kind: 'use-card', card: 'pays' } },
  ];
}

/** Everything is out of use then, so nothing else is done about it; credits are not for those who cannot pay. */
function drawOverdue(random: Random, { stops, usable, kind, bought }: Payer): Acts {
  if (!random.percent(OVERDUE[kind]) || bought.some(({ act }) => act.kind === 'buy')) return [];
  const from = random.pick(usable);
  const to = usable.find((stop) => stop > from && daysBetween(stops, from, stop) >= LEAST_DAYS_OVERDUE);
  if (to === undefined || bought.some(({ stop }) => stop > from && stop <= to)) return [];
  return [
    { stop: from, act: { kind: 'use-card', card: 'declines' } },
    { stop: to, act: { kind: 'pay-debts' } },
  ];
}

function drawRefund(random: Random, { usable }: Payer): Acts {
  if (!random.percent(20)) return [];
  return [{ stop: random.pick(usable), act: { kind: 'refund-invoice', cents: random.whole(1, 50) } }];
}

/** From some time on, once or twice. */
function drawDiscounts(random: Random, { usable, kind }: Payer): Acts {
  const count = random.percent(DISCOUNTS[kind]) ? random.whole(1, 2) : 0;
  const when = [...new Set(Array.from({ length: count }, () => random.pick(usable)))];
  return when.map((stop) => ({ stop, act: { kind: 'grant-discount', discount: drawDiscount(random) } }));
}

function drawDiscount(random: Random): Discount {
  return random.percent(50)
    ? { percentage: String(random.whole(1, 400) / 8) }
    : { amount: `${random.whole(0, 9)}.${random.whole(10, 99)}` };
}

function daysBetween(stops: readonly Stop[], from: number, to: number): number {
  return ((stops[to]?.at ?? 0) - (stops[from]?.at ?? 0)) / DAY_MS;
}
