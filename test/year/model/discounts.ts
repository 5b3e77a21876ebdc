import { nano, ONE } from './decimals.js';

/** What is taken off: a part of what is left, in billionths, or cents at most. */
export type Reduction = { readonly part: bigint } | { readonly cents: bigint };

/** As a catalog and operators write it. */
export function reductionOf(written: { readonly percentage: string } | { readonly amount: string }): Reduction {
  if ('percentage' in written) return { part: nano(written.percentage) / 100n };
  return { cents: nano(written.amount) / (ONE / 100n) };
}

/**
 * What some reductions take off two sums, one after the other, each of what those before have left: first off the one that is paid in
 * advance, then off the other one, to which goes what is not used up of an amount.
 */
export function takenOff(
  sums: readonly [ahead: bigint, after: bigint],
  reductions: readonly Reduction[],
): readonly [ahead: bigint, after: bigint] {
  const spent = reductions.map(() => 0n);
  const [ahead, after] = sums.map((sum) => {
    let left = sum;
    reductions.forEach((reduction, place) => {
      const off = min(left, 'part' in reduction ? share(left, reduction.part) : reduction.cents - (spent[place] ?? 0n));
      left -= off;
      spent[place] = (spent[place] ?? 0n) + off;
    });
    return sum - left;
  });
  return [ahead ?? 0n, after ?? 0n];
}

/** To the nearest cent, half up. */
function share(cents: bigint, part: bigint): bigint {
  return (2n * cents * part + ONE) / (2n * ONE);
}

function min(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
