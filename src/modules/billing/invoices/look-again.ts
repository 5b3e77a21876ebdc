import { type InvoiceStanding, isAtVercel, isSettled } from './invoice-standing.js';

const SHORTEST_MS = 15 * 60_000;
const LONGEST_MS = 24 * 3_600_000;

/**
 * When Vercel is asked what has become of an invoice, should no webhook say so before: after half of the time that it has been in its
 * state, so ever more seldom, once a day at least. Null where nothing is expected.
 */
export function lookAgainAt(standing: InvoiceStanding, since: Date, now: Date): Date | null {
  if (!isAtVercel(standing) || isSettled(standing)) return null;
  const age = now.getTime() - since.getTime();
  return new Date(now.getTime() + Math.min(LONGEST_MS, Math.max(SHORTEST_MS, age / 2)));
}
