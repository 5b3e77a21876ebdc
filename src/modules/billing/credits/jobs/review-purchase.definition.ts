import { defineJob } from '../../../../platform/jobs/index.js';

/** Asks Vercel how much of a purchase has been refunded. */
export const REVIEW_PURCHASE = defineJob<{ installationId: string; invoiceId: string }>(
  'billing.review-purchase',
  'bulk',
);
