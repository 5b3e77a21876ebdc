import { defineJob } from '../../../platform/jobs/index.js';

/** Which installation is meant, and who asks where it is not its night. */
export type ReconcileData = { readonly installationId: string; readonly askedBy?: 'operator' };

/** Compares an installation with what Vercel says of it. */
export const RECONCILE_INSTALLATION = defineJob<ReconcileData>('installations.reconcile', 'bulk', {
  oneAtATimeFor: ({ installationId }) => installationId,
});
