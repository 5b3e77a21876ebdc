import { defineJob } from '../../../platform/jobs/index.js';

/** Vercel listens again to calls in the name of an installation: everything that waited is told now. */
export const RESUME_PUSHES = defineJob<{ installationId: string }>('installations.resume-pushes', 'customer');
