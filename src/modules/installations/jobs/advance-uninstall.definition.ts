import { defineJob } from '../../../platform/jobs/index.js';

/** Brings the uninstall of an installation as far as it can go; one at a time, since money is settled outside of any lock. */
export const ADVANCE_UNINSTALL = defineJob<{ installationId: string }>('installations.advance-uninstall', 'customer', {
  oneAtATimeFor: ({ installationId }) => installationId,
});
