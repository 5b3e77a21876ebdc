import { Exact, roundToCents } from '#libs/money';
import type { MeterPrice, Tiers } from '../../catalog/index.js';
import type { Interval } from '../periods/index.js';
import type { Line, Tariff } from './rating.js';

const SHOWN_PLACES = 9;

/** So many units at one price. */
interface Portion {
  readonly quantity: Exact;
  readonly unitPrice: string;
  readonly why: string;
}

/** What was used of one meter, as lines: one, or with graduated tiers one for each step that was reached. */
export function usageFee(
  tariff: Tariff,
  resourceId: string | null,
  used: { readonly price: MeterPrice; readonly quantity: Exact },
  time: Interval,
): readonly Line[] {
  if (!used.quantity.isPositive) return [];
  const { name, unit } = tariff.meters.get(used.price.meter) ?? { name: used.price.meter, unit: 'units' };
  const said = `${used.quantity.toText(SHOWN_PLACES)} ${unit} used`;
  return portionsOf(used.price, used.quantity, unit).map(({ quantity, unitPrice, why }) => ({
    kind: 'usage',
    billed: 'arrears',
    resourceId,
    planId: tariff.planId,
    name,
    details: why === '' ? said : `${said}, ${why}`,
    ...time,
    price: unitPrice,
    quantity: quantity.toText(SHOWN_PLACES),
    units: unit,
    cents: roundToCents(quantity.times(Exact.parse(unitPrice))),
  }));
}

/** What is included comes off first; tiers begin with the first unit that is paid for. */
function portionsOf(price: MeterPrice, used: Exact, unit: string): readonly Portion[] {
  const included = Exact.parse(price.included ?? '0');
  const paid = used.minus(included).atLeast(Exact.zero);
  const free = included.isPositive ? `${price.included} included` : '';
  const simply = { quantity: paid, unitPrice: price.unitPrice ?? '0', why: free };
  if (price.tiers === undefined || !paid.isPositive) return [simply];
  const { mode } = price.tiers;
  const portions = mode === 'graduated' ? graduated(price.tiers, paid, unit) : [volume(price.tiers, paid, unit)];
  return portions.map((portion) => ({ ...portion, why: [free, portion.why].filter((part) => part !== '').join(', ') }));
}

/** Each unit at the price of the step that it falls into. */
function graduated({ steps }: Tiers, paid: Exact, unit: string): readonly Portion[] {
  return steps.flatMap(({ upTo, unitPrice }, index) => {
    const from = steps[index - 1]?.upTo ?? '0';
    const reached = upTo === undefined ? paid : paid.atMost(Exact.parse(upTo));
    const quantity = reached.minus(Exact.parse(from));
    return quantity.isPositive ? [{ quantity, unitPrice, why: `those ${rangeOf(from, upTo, unit)}` }] : [];
  });
}

/** All units at the price of the step that the last one falls into. */
function volume({ steps }: Tiers, paid: Exact, unit: string): Portion {
  const index = steps.findIndex(({ upTo }) => upTo === undefined || paid.compare(Exact.parse(upTo)) <= 0);
  const step = steps[index];
  const why = `all at the price ${rangeOf(steps[index - 1]?.upTo ?? '0', step?.upTo, unit)}`;
  return { quantity: paid, unitPrice: step?.unitPrice ?? '0', why };
}

function rangeOf(from: string, upTo: string | undefined, unit: string): string {
  return upTo === undefined ? `above ${from} ${unit}` : `above ${from} up to ${upTo} ${unit}`;
}
