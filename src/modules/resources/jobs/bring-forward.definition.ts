import { defineJob } from '../../../platform/jobs/index.js';

/** The data of every job about one resource. */
export type ResourceJobData = { readonly installationId: string; readonly resourceId: string };

/** Reads where a resource stands and does what is missing: take back, remove, suspend, resume, tell the driver of a change. */
export const BRING_FORWARD = defineJob<ResourceJobData>('resources.bring-forward', 'customer');

/** Brings the versions of a resource's secrets forward: makes one that no request waits for, revokes those whose time is over. */
export const REVOKE_SECRETS = defineJob<ResourceJobData>('resources.revoke-secrets', 'customer');

/** Looks how much of its plans' limits an installation uses. */
export const REVIEW_LIMITS = defineJob<{ readonly installationId: string }>('resources.review-limits', 'customer');

/** Tells Vercel what is outstanding of a resource. */
export const PUSH_RESOURCE = defineJob<ResourceJobData>('resources.push', 'customer');
