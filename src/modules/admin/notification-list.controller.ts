import { Controller, Get, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_READ_FAILURES, Answers, readPage } from '../../platform/http/index.js';
import { type ListedNotification, NotificationList } from '../notifications/index.js';
import { ListNotificationsQuery } from './dto/list-notifications.query.js';
import { type AdminListedNotificationResponse, AdminNotificationsResponse } from './dto/notifications.response.js';
import { nextAfter, readKey } from './places.js';

/** What is said to customers in Vercel's dashboard, for operators. */
@Controller('admin/v1/notifications')
export class AdminNotificationListController {
  constructor(private readonly list: NotificationList) {}

  /** All that is said beside installations and resources, by whatever cause, shown or not. */
  @Get()
  @Answers(
    { status: 200, type: AdminNotificationsResponse, description: 'A page of notifications' },
    ADMIN_READ_FAILURES,
  )
  @Operator('read')
  async page(@Query() query: ListNotificationsQuery): Promise<AdminNotificationsResponse> {
    const { installationId = null, resourceId = null, level = null } = query;
    const page = readPage(query);
    const found = await this.list.page({ installationId, resourceId, level }, readKey(page.after, 3), page.limit);
    const last = found.at(page.limit - 1);
    const next = nextAfter(last && [last.installationId, last.resourceId, last.key]);
    return { notifications: found.map(show), ...next };
  }
}

function show(said: ListedNotification): AdminListedNotificationResponse {
  const { installationId, resourceId, key, level, title, message, href, raisedAt } = said;
  return {
    installationId,
    ...(resourceId === '' ? {} : { resourceId }),
    cause: key,
    level,
    title,
    ...(message === null ? {} : { message }),
    ...(href === null ? {} : { href }),
    since: raisedAt.toISOString(),
  };
}
