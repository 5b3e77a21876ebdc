/**
 * What an invoice is for: the charge at the very beginning, a period that is paid before it, one that is over, several of these
 * together at the end of a period, or the last one of a customer who leaves.
 */
export const INVOICE_KINDS = ['signup', 'advance', 'arrears', 'closing', 'final'] as const;
/** See {@link INVOICE_KINDS}. */
export type InvoiceKind = (typeof INVOICE_KINDS)[number];
