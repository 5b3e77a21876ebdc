import type { NotificationSubject } from './notification.repository.js';

/** What is shown beside an installation or a resource may be another since the unit of work in hand; Vercel is to be told. */
export class NotificationChanged {
  constructor(readonly subject: NotificationSubject) {}
}
