/** Of the entries that grant an invoice. */
export function purchaseReference(invoiceId: string): string {
  return `purchase:${invoiceId}`;
}

/** Of the entries that take back of an invoice, up to so many cents in all. */
export function refundReference(invoiceId: string, cents: number): string {
  return `refund:${invoiceId}:${cents}`;
}
