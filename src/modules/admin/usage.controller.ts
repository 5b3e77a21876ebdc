import { Controller, Get, Param, Query } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { InvalidInput } from '../../platform/errors/index.js';
import { ADMIN_READ_FAILURES, Answers, readPage } from '../../platform/http/index.js';
import { BillingPreview } from '../billing/index.js';
import { type MeterTotal, UsageTotals } from '../usage/index.js';
import { UsageQuery } from './dto/usage.query.js';
import { AdminUsageResponse, type AdminUsageTotalResponse } from './dto/usage.response.js';
import { nextAfter, readKey } from './places.js';
import { Standings } from './standings.service.js';

const LONGEST_MS = 100 * 86_400_000;

/** What customers have used, for operators. */
@Controller('admin/v1/installations/:installationId/usage')
export class AdminUsageController {
  constructor(
    private readonly preview: BillingPreview,
    private readonly totals: UsageTotals,
  ) {}

  /** What was used in the present billing period, or in another time, by resource, meter and day; as it is charged it stands in the preview. */
  @Get()
  @Answers({ status: 200, type: AdminUsageResponse, description: 'A page of totals' }, [...ADMIN_READ_FAILURES, 404])
  @Operator('read')
  async list(@Param('installationId') given: string, @Query() query: UsageQuery): Promise<AdminUsageResponse> {
    const page = readPage(query);
    const after = readKey(page.after, 2);
    const installationId = Standings.readId(given, 'Installation');
    const period = await this.preview.periodOf(installationId);
    const start = query.from === undefined ? period.start : new Date(query.from);
    const end = query.to === undefined ? period.end : new Date(query.to);
    if (end.getTime() - start.getTime() > LONGEST_MS)
      throw new InvalidInput([{ key: 'to', message: 'must be at most 100 days after from' }]);
    const wish = { subject: query.resourceId ?? null, start, end };
    const found = await this.totals.listPage(installationId, wish, { after, limit: page.limit });
    const last = found.at(page.limit - 1);
    return {
      period: { start: start.toISOString(), end: end.toISOString() },
      totals: found.map((total) => show(installationId, total)),
      ...nextAfter(last && [last.subject, last.meter]),
    };
  }
}

function show(installationId: string, total: MeterTotal): AdminUsageTotalResponse {
  const { subject, meter, events, sum, maximum, days } = total;
  return {
    ...(subject === installationId ? {} : { resourceId: subject }),
    meter,
    events,
    sum,
    maximum,
    days: days.map(({ level, ...day }) => ({ ...day, ...(level === null ? {} : { level }) })),
  };
}
