import { centsOf, NotADecimal } from '#libs/money';

/** Cents of an amount as Vercel tells it; null where it has parts of a cent or is none. */
export function readCents(amount: string): number | null {
  try {
    return centsOf(amount);
  } catch (error) {
    if (error instanceof NotADecimal) return null;
    throw error;
  }
}
