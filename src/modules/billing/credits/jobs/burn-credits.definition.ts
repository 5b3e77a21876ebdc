import { defineJob } from '../../../../platform/jobs/index.js';

/** Takes from the credits of an installation what was used. */
export const BURN_CREDITS = defineJob<{ installationId: string }>('billing.burn-credits', 'bulk');
