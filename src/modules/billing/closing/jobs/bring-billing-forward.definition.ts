import { defineJob } from '../../../../platform/jobs/index.js';

/** Closes what is over of an installation's billing periods, and charges what is due at once. */
export const BRING_BILLING_FORWARD = defineJob<{ installationId: string }>('billing.bring-forward', 'bulk');
