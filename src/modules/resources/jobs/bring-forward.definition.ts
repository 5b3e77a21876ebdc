import { defineJob } from '../../../platform/jobs/index.js';

/** The data of every job about one resource. */
export type ResourceJobData = { readonly installationId: string; readonly resourceId: string };

/** Reads where a resource stands and does what is missing: take back, remove, tell the driver of a change. */
export const BRING_FORWARD = defineJob<ResourceJobData>('resources.bring-forward', 'customer');

/** Takes every resource of a leaving installation out of use. */
export const REMOVE_ALL = defineJob<{ readonly installationId: string }>('resources.remove-all', 'customer');
