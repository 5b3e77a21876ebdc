/** Decimals as whole billionths. */
export type Nano = bigint;

/** One in billionths. */
export const ONE: Nano = 1_000_000_000n;

/** Decimal text, a minus sign in front allowed, as billionths. */
export function nano(text: string): Nano {
  const [whole = '0', decimals = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole + decimals.padEnd(9, '0'));
  return text.startsWith('-') ? -size : size;
}
