import { defineJob } from '../../../platform/jobs/index.js';

/** Vercel has said that a configuration was removed: see whether that is so. */
export const CHECK_REMOVAL = defineJob<{ installationId: string }>('installations.check-removal', 'bulk', {
  oneAtATimeFor: ({ installationId }) => installationId,
});
