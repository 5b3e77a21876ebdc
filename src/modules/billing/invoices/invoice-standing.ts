import type { InvoiceState } from '#libs/vercel-contract';

/** Before Vercel has it: waits for an operator, is to be sent, was refused and waits for an operator, or was given up by one. */
const OURS = ['held', 'prepared', 'parked', 'void'] as const;
const VERCELS = [
  'draft',
  'pending',
  'scheduled',
  'invoiced',
  'paid',
  'notpaid',
  'overdue',
  'refund_requested',
  'refunded',
] as const satisfies readonly InvoiceState[];

/** Where an invoice stands: with us, and from the moment that Vercel has it in Vercel's words. */
export const INVOICE_STANDINGS = [...OURS, ...VERCELS] as const;
/** See {@link INVOICE_STANDINGS}. */
export type InvoiceStanding = (typeof INVOICE_STANDINGS)[number];
