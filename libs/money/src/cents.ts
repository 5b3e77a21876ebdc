import { Exact } from './exact.js';
import { NotADecimal } from './not-a-decimal.js';

const PLACES = 2;
const AMOUNT = /^\d+(?:\.\d{1,2})?$/;
const MINUS = '-';
const WANTED = 'an amount of dollars with at most two decimals';

/** Cents of an amount such as `"20.00"`, `"0.5"` or `"7"`. @throws NotADecimal, also where it has parts of a cent */
export function centsOf(amount: string): number {
  if (typeof amount !== 'string' || !AMOUNT.test(amount)) throw new NotADecimal(WANTED);
  const cents = Exact.parse(amount).scaled(PLACES);
  if (cents > BigInt(Number.MAX_SAFE_INTEGER)) throw new NotADecimal(WANTED);
  return Number(cents);
}

/** The amount with two decimals, as Vercel wants it. @throws RangeError when the cents are not whole, or negative */
export function amountOf(cents: number): string {
  if (!Number.isSafeInteger(cents) || cents < 0) throw new RangeError('Cents must be whole, and not negative');
  const digits = String(cents).padStart(PLACES + 1, '0');
  return `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`;
}

/** Cents of an exact number of dollars: half a cent becomes a whole one. @throws RangeError beyond what is exact as a number */
export function roundToCents(dollars: Exact): number {
  const cents = Number(dollars.scaled(PLACES));
  if (!Number.isSafeInteger(cents)) throw new RangeError('More cents than a number holds');
  return cents;
}

/** Cents of an amount that may stand with a minus, such as `"-1.50"`. @throws NotADecimal, also for minus nothing */
export function signedCentsOf(amount: string): number {
  if (typeof amount !== 'string' || !amount.startsWith(MINUS)) return centsOf(amount);
  const cents = centsOf(amount.slice(MINUS.length));
  if (cents === 0) throw new NotADecimal(WANTED);
  return -cents;
}

/** As `amountOf`, with a minus before what is below zero. @throws RangeError when the cents are not whole */
export function signedAmountOf(cents: number): string {
  return cents < 0 ? `${MINUS}${amountOf(-cents)}` : amountOf(cents);
}
