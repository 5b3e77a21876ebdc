import type { Rated } from '../../rating/index.js';
import { type Charge, keyOf } from './ledger.js';

/**
 * When accounts that pay in advance have begun a time on their plan that was not charged yet, by their keys. With `boundary` those are left
 * out that were on it at that instant already.
 */
export function beginnings({ lines }: Rated, charges: readonly Charge[], boundary: Date | null): Map<string, Date> {
  const fees = Map.groupBy(
    lines.filter(({ billed }) => billed === 'advance'),
    keyOf,
  );
  const begins = [...fees].flatMap(([key, own]) => {
    const starts = own.map(({ start }) => start.getTime());
    if (boundary !== null && Math.min(...starts) === boundary.getTime()) return [];
    const charged = charges.filter((charge) => charge.part === 'advance' && keyOf(charge) === key);
    const since = Math.max(-Infinity, ...charged.map(({ bookedAt }) => bookedAt.getTime()));
    const fresh = starts.filter((start) => start > since);
    return fresh.length === 0 ? [] : [[key, new Date(Math.min(...fresh))] as const];
  });
  return new Map(begins);
}
