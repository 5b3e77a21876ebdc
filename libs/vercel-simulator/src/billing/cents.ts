/** Whether a decimal string has two decimals at most, as money has on an invoice. */
export function isWholeCents(text: string): boolean {
  return /^[0-9]+(\.[0-9]{1,2})?$/.test(text);
}

/** Cents of a decimal string of any length, rounded half-up; the simulator adds up by itself, so that it can disagree. */
export function toCents(text: string): bigint {
  const [whole = '0', decimals = ''] = text.split('.');
  const thousandths = BigInt(whole + decimals.padEnd(3, '0').slice(0, 3));
  return (thousandths + 5n) / 10n;
}

/** Cents as a decimal string of two decimals. */
export function fromCents(cents: bigint): string {
  const digits = cents.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The sum of decimal strings, in cents. */
export function sumCents(amounts: readonly string[]): bigint {
  return amounts.reduce((sum, amount) => sum + toCents(amount), 0n);
}

/** Whether a decimal string is an amount of money above zero. */
export function isAmount(text: string): boolean {
  return isWholeCents(text) && toCents(text) > 0n;
}
