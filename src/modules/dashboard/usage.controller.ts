import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentSession, type MemberSession, Session } from '../../platform/auth/index.js';
import { Page, page, type PageAnswer, template } from '../../platform/pages/index.js';
import { OwnResources } from './own-resources.service.js';
import { type Paged, paged } from './pager.js';
import { headOf, type ResourceHead } from './resource-head.js';
import type { UsageChart } from './usage-chart.js';
import { UsageCharts } from './usage-charts.service.js';
import { type UsageRow, UsageTables } from './usage-tables.service.js';

const ALL = template<{ readonly resources: Paged<UsageRow> }>('modules/dashboard/templates/usage');
const ONE = template<{ readonly head: ResourceHead; readonly charts: readonly UsageChart[] }>(
  'modules/dashboard/templates/resource-usage',
);

/** What was used. */
@ApiExcludeController()
@Controller('dashboard')
@Page()
@Session()
export class UsageController {
  constructor(
    private readonly resources: OwnResources,
    private readonly tables: UsageTables,
    private readonly charts: UsageCharts,
  ) {}

  @Get('usage')
  async all(@CurrentSession() { installationId }: MemberSession, @Query('page') number?: unknown): Promise<PageAnswer> {
    const own = paged(await this.resources.list(installationId), number);
    return page(ALL, 'Usage', { resources: { ...own, items: await this.tables.of(installationId, own.items) } });
  }

  @Get('resources/:id/usage')
  async one(@CurrentSession() { installationId }: MemberSession, @Param('id') id: string): Promise<PageAnswer> {
    const own = await this.resources.get(installationId, id);
    const charts = await this.charts.of(own);
    return page(ONE, `Usage of ${own.resource.name}`, { head: headOf(own, 'usage'), charts });
  }
}
