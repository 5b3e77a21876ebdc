import { Controller, Get, Param, Query } from '@nestjs/common';
import { signedAmountOf } from '#libs/money';
import { Operator } from '../../platform/auth/index.js';
import { InvalidInput, NotFound } from '../../platform/errors/index.js';
import { ADMIN_READ_FAILURES, Answers, cursorAfter, PageQuery, readPage } from '../../platform/http/index.js';
import { type ClosedPeriod, ClosedPeriodRepository } from '../billing/index.js';
import { InstallationRepository } from '../installations/index.js';
import type { AdminBillingPeriodResponse } from './dto/billing-period.response.js';
import { AdminBillingPeriodsResponse } from './dto/billing-period.response.js';
import { Standings } from './standings.service.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What became of billing periods, for operators. */
@Controller('admin/v1/installations/:installationId/billing/periods')
export class AdminBillingPeriodsController {
  constructor(
    private readonly periods: ClosedPeriodRepository,
    private readonly installations: InstallationRepository,
  ) {}

  /** Periods that are over, the oldest first, also after the customer has left. */
  @Get()
  @Answers({ status: 200, type: AdminBillingPeriodsResponse, description: 'A page of periods' }, [
    ...ADMIN_READ_FAILURES,
    404,
  ])
  @Operator('read')
  async list(@Param('installationId') given: string, @Query() query: PageQuery): Promise<AdminBillingPeriodsResponse> {
    const page = readPage(query);
    const after = readPlace(page.after);
    const id = Standings.readId(given, 'Installation');
    if ((await this.installations.find(id)) === null) throw new NotFound('Installation');
    const periods = await this.periods.listPage(id, after, page.limit);
    const last = periods.at(page.limit - 1);
    const next = last === undefined ? {} : { next: cursorAfter(last.periodStart.toISOString()) };
    return { periods: periods.map(show), ...next };
  }
}

function readPlace(after: string): Date {
  if (after === '') return new Date(0);
  const at = new Date(after);
  if (INSTANT.test(after) && !Number.isNaN(at.getTime())) return at;
  throw new InvalidInput([{ key: 'cursor', message: 'is not a cursor of this list' }]);
}

function show(period: ClosedPeriod): AdminBillingPeriodResponse {
  const { periodStart, periodEnd, closedAt, events, outcome, cents, carriedInCents, carriedOutCents } = period;
  return {
    start: periodStart.toISOString(),
    end: periodEnd.toISOString(),
    closedAt: closedAt.toISOString(),
    events: Math.max(0, events),
    outcome,
    total: signedAmountOf(cents),
    carriedIn: signedAmountOf(carriedInCents),
    carriedOut: signedAmountOf(carriedOutCents),
  };
}
