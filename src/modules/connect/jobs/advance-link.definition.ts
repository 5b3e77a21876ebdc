import { defineJob } from '../../../platform/jobs/index.js';
import type { LinkKey } from '../project-link.repository.js';

/** Brings one link where it is wanted. */
export const ADVANCE_LINK = defineJob<LinkKey>('connect.advance-link', 'customer');

/** The secrets of a resource are others: all projects that have them are to learn them. */
export const TELL_SECRETS = defineJob<{ installationId: string; resourceId: string }>(
  'connect.tell-secrets',
  'customer',
);

/** Something has happened to a project: see whether it is still there, and what it is called. */
export const REVIEW_PROJECT = defineJob<{ installationId: string; projectId: string }>(
  'connect.review-project',
  'bulk',
);
