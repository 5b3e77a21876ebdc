import { defineJob } from '../../../platform/jobs/index.js';

/** Works off one stored webhook; `receivedAt` is an ISO 8601 instant and finds its partition. */
export const HANDLE_EVENT = defineJob<{ id: string; receivedAt: string }>('webhooks.handle-event', 'bulk');
