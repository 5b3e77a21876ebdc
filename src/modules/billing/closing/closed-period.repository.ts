import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../../platform/database/index.js';
import { ClosedPeriod } from './closed-period.entity.js';

const DELETE_SOME = `DELETE FROM billing_periods WHERE installation_id = $1 AND period_start IN (
  SELECT period_start FROM billing_periods WHERE installation_id = $1 LIMIT $2
)`;

const KEEP_EVENTS = `UPDATE billing_periods p SET events = e.events
  FROM unnest($2::timestamptz[], $3::bigint[]) AS e (period_start, events)
  WHERE p.installation_id = $1 AND p.period_start = e.period_start`;

/** Periods that are over. */
@Injectable()
export class ClosedPeriodRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  async add(period: ClosedPeriod): Promise<void> {
    await this.unitOfWork.manager.insert(ClosedPeriod, period);
  }

  /** The last ones, newest first. */
  findLast(installationId: string, limit: number): Promise<ClosedPeriod[]> {
    const order = { periodStart: 'DESC' as const };
    return this.unitOfWork.manager.find(ClosedPeriod, { where: { installationId }, order, take: limit });
  }

  /** A page of them, oldest first; for operators. */
  listPage(installationId: string, after: Date, limit: number): Promise<ClosedPeriod[]> {
    return this.unitOfWork.manager
      .createQueryBuilder(ClosedPeriod, 'p')
      .where('p.installation_id = :installationId AND p.period_start > :after', { installationId, after })
      .orderBy('p.period_start')
      .limit(limit)
      .getMany();
  }

  /** So many events of these periods have been charged by now. */
  async keepEvents(
    installationId: string,
    periods: readonly Pick<ClosedPeriod, 'periodStart' | 'events'>[],
  ): Promise<void> {
    if (periods.length === 0) return;
    const starts = periods.map(({ periodStart }) => periodStart.toISOString());
    const values = [installationId, starts, periods.map(({ events }) => events)];
    await this.sql.affected({ text: KEEP_EVENTS, values });
  }

  /** These are rated anew at the next close, whatever came late. */
  async reconsider(installationId: string, starts: readonly Date[]): Promise<void> {
    await this.keepEvents(
      installationId,
      starts.map((periodStart) => ({ periodStart, events: -1 })),
    );
  }

  /** Deletes at most `limit` of a tenant, and tells how many. */
  deleteSome(installationId: string, limit: number): Promise<number> {
    return this.sql.affected({ text: DELETE_SOME, values: [installationId, limit] });
  }
}
