import { defineJob } from '../../../../platform/jobs/index.js';

/** Tells Vercel of the money of one installation now, since somebody waits for it. */
export const PUSH_INSTALLATION_BILLING = defineJob<{ installationId: string }>('billing.push-installation', 'customer');
