import type { Period } from './calendar.js';
import type { History } from './history.js';
import { nano } from './decimals.js';

/** What the meters of a resource have shown in a period until an instant, in billionths: sums, the highest speed, the present level. */
export function figuresOf(
  { uses }: History,
  resource: string,
  { start }: Period,
  until: number,
): ReadonlyMap<string, bigint> {
  const own = uses.filter((use) => use.resource === resource && use.at < until && use.toldAt <= until);
  const inside = own.filter(({ at }) => at >= start);
  const of = (meter: string, from: typeof own) => from.filter((use) => use.meter === meter);
  const level = of('storage', own).toSorted(
    (one, other) => other.at - one.at || Number(other.reason !== null) - Number(one.reason !== null),
  )[0];
  return new Map([
    ['Compute', of('compute', inside).reduce((sum, { value }) => sum + nano(value), 0n)],
    ['Connections', of('connections', inside).reduce((most, { value }) => max(most, nano(value)), 0n)],
    ['Storage', level === undefined ? 0n : nano(level.value)],
  ]);
}

function max(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
