import { AdminNotificationResponse } from './tenant-detail.response.js';

/** What one cause has to say; of all that is said of one subject the most severe, and then the newest, is shown. */
export class AdminListedNotificationResponse extends AdminNotificationResponse {
  /** Whose it is. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId: string;
  /** Beside which resource; absent: beside the installation itself. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly resourceId?: string;
  /** Who says it; only the same takes it back. @example operator */
  readonly cause: string;
}

/** A page of notifications. */
export class AdminNotificationsResponse {
  /** By installation, resource and cause. */
  readonly notifications: AdminListedNotificationResponse[];
  /** Cursor of the next page; absent on the last. @example WyJpY2ZnXzliY2ViOGNjVDMyZDNVNDE3ZXpiNWM4cCJd */
  readonly next?: string;
}
