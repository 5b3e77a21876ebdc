import { defineJob } from '../../../../platform/jobs/index.js';

/** Brings an installation in line with which of its invoices are not paid. */
export const DUN = defineJob<{ installationId: string }>('billing.dun', 'customer');
