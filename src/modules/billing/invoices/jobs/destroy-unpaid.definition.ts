import { defineJob } from '../../../../platform/jobs/index.js';

/** Destroys what an invoice is for that was overdue for long enough. */
export const DESTROY_UNPAID = defineJob<{ installationId: string; invoiceId: string }>(
  'billing.destroy-unpaid',
  'bulk',
);
