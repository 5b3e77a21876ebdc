import { defineJob } from '../../../../platform/jobs/index.js';

/** Does what is to be done about an invoice: sends it, asks for a refund, or reads what has become of it. */
export const ADVANCE_INVOICE = defineJob<{ installationId: string; invoiceId: string }>(
  'billing.advance-invoice',
  'bulk',
);
