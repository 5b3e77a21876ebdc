import { defineJob } from '../../../../platform/jobs/index.js';

/**
 * Does what is to be done about an invoice: sends it, asks for a refund, or reads what has become of it. One of an installation at a time:
 * those that become due together would all send interim data first, and none would come to its end.
 */
export const ADVANCE_INVOICE = defineJob<{ installationId: string; invoiceId: string }>(
  'billing.advance-invoice',
  'bulk',
  { oneAtATimeFor: ({ installationId }) => installationId },
);
