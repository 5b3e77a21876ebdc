/** Dollars as decimal text of two places, in cents. */
export function centsOf(amount: string): bigint {
  if (!/^\d+\.\d\d$/.test(amount)) throw new Error(`${amount} is no amount of dollars and cents`);
  return BigInt(amount.replace('.', ''));
}
