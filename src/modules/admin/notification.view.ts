import type { Notifications } from '../notifications/index.js';
import type { AdminNotificationResponse } from './dto/tenant-detail.response.js';

type Raised = Awaited<ReturnType<Notifications['raisedOn']>>[number];

/** Something that is said to a customer, as operators see it. */
export function showNotification({ level, title, message, href, raisedAt }: Raised): AdminNotificationResponse {
  return {
    level,
    title,
    ...(message === null ? {} : { message }),
    ...(href === null ? {} : { href }),
    since: raisedAt.toISOString(),
  };
}
