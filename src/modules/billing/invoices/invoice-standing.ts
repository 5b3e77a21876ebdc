import type { InvoiceState } from '#libs/vercel-contract';

/** Before Vercel has it: waits for an operator, is to be sent, was refused and waits for an operator, or was given up by one. */
const OURS = ['held', 'prepared', 'parked', 'void'] as const;
/** In the order in which an invoice moves, if not through all of them. */
const VERCELS = [
  'draft',
  'pending',
  'scheduled',
  'invoiced',
  'notpaid',
  'overdue',
  'paid',
  'refund_requested',
  'refunded',
] as const satisfies readonly InvoiceState[];

/** Where an invoice stands: with us, and from the moment that Vercel has it in Vercel's words. */
export const INVOICE_STANDINGS = [...OURS, ...VERCELS] as const;
/** See {@link INVOICE_STANDINGS}. */
export type InvoiceStanding = (typeof INVOICE_STANDINGS)[number];

/** Nothing is expected to happen to such a one any more. */
export const SETTLED_STANDINGS: readonly InvoiceStanding[] = ['void', 'paid', 'refunded'];

/** Between us and Vercel: the customer has no such invoice. */
export const KEPT_FROM_CUSTOMERS: readonly InvoiceStanding[] = ['held', 'parked', 'void'];

/** Whether nothing is expected to happen to it any more. */
export function isSettled(standing: InvoiceStanding): boolean {
  return SETTLED_STANDINGS.includes(standing);
}

/** Whether Vercel has tried to collect it in vain. */
export function isUnpaid(standing: InvoiceStanding): boolean {
  return standing === 'notpaid' || standing === 'overdue';
}

/** Vercel's word, if it is one that we know. */
export function readState(state: string): InvoiceState | null {
  return VERCELS.find((known) => known === state) ?? null;
}

/** Whether Vercel's word is news: only forward, but that a part of what is left can be refunded again. */
export function isForward(from: InvoiceStanding, to: InvoiceState): boolean {
  const before = VERCELS.findIndex((known) => known === from);
  return before < VERCELS.indexOf(to) || (from === 'refunded' && to === 'refund_requested');
}

/** Whether Vercel has it, for all that is known. */
export function isAtVercel(standing: InvoiceStanding): boolean {
  return VERCELS.some((known) => known === standing);
}
