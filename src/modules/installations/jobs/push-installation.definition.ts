import { defineJob } from '../../../platform/jobs/index.js';

/** Tells Vercel what is outstanding of an installation itself. */
export const PUSH_INSTALLATION = defineJob<{ installationId: string }>('installations.push', 'customer');
