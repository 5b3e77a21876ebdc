import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentSession, type MemberSession, Session } from '../../platform/auth/index.js';
import { Page, page, type PageAnswer, template } from '../../platform/pages/index.js';
import { Notifications } from '../notifications/index.js';
import { minute, type Moment } from './format.js';
import { metadataLines, type MetadataLine } from './metadata-lines.js';
import { type Notice, noticeOf } from './notices.js';
import { OwnResources } from './own-resources.service.js';
import { headOf, type ResourceHead } from './resource-head.js';
import type { UsageChart } from './usage-chart.js';
import { UsageCharts } from './usage-charts.service.js';

interface ResourceView {
  readonly head: ResourceHead;
  readonly notices: readonly Notice[];
  readonly planName: string;
  readonly createdAt: Moment;
  readonly metadata: readonly MetadataLine[];
  /** Of the first meter. */
  readonly chart: UsageChart | null;
}

const OVERVIEW = template<ResourceView>('modules/dashboard/templates/resource');
const NOTIFICATIONS = template<{ readonly head: ResourceHead; readonly notices: readonly Notice[] }>(
  'modules/dashboard/templates/resource-notifications',
);

/** A resource and what is said of it. */
@ApiExcludeController()
@Controller('dashboard/resources/:id')
@Page()
@Session()
export class ResourceController {
  constructor(
    private readonly resources: OwnResources,
    private readonly notifications: Notifications,
    private readonly charts: UsageCharts,
  ) {}

  @Get()
  async show(@CurrentSession() { installationId }: MemberSession, @Param('id') id: string): Promise<PageAnswer> {
    const own = await this.resources.get(installationId, id);
    const notices = await this.notifications.raisedOn({ installationId, resourceId: id });
    const { resource, planName } = own;
    return page(OVERVIEW, resource.name, {
      head: headOf(own, 'overview'),
      notices: notices.map((said) => noticeOf(said)),
      planName,
      createdAt: minute(resource.createdAt),
      metadata: metadataLines(resource.metadata),
      chart: (await this.charts.of(own))[0] ?? null,
    });
  }

  @Get('notifications')
  async listNotifications(
    @CurrentSession() { installationId }: MemberSession,
    @Param('id') id: string,
  ): Promise<PageAnswer> {
    const own = await this.resources.get(installationId, id);
    const notices = await this.notifications.raisedOn({ installationId, resourceId: id });
    return page(NOTIFICATIONS, `Notifications of ${own.resource.name}`, {
      head: headOf(own, 'notifications'),
      notices: notices.map((said) => noticeOf(said)),
    });
  }
}
