import { defineJob } from '../../../platform/jobs/index.js';

/** Compares an installation with what Vercel says of it. */
export const RECONCILE_INSTALLATION = defineJob<{ installationId: string }>('installations.reconcile', 'bulk', {
  oneAtATimeFor: ({ installationId }) => installationId,
});
