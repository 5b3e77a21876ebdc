import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { Catalog } from '../../catalog/index.js';
import type { Interval } from '../periods/index.js';
import { type PeriodStatement, PeriodStatements, type PlanTime } from '../statements/index.js';
import type { Cost } from './compose/index.js';

const NOTHING = { lines: [], discounts: [], cents: 0 };

/** What the next period costs those who go on with plans that are paid in advance. */
@Injectable()
export class AdvanceFees {
  constructor(
    private readonly statements: PeriodStatements,
    private readonly catalog: Catalog,
    private readonly clock: Clock,
  ) {}

  /** Nothing is read where nobody is on such a plan at the end of the period of the statement. */
  async of({ installationId, times }: PeriodStatement, next: Interval, leavesAt: Date | null): Promise<Cost> {
    if (!times.some((time) => this.isAhead(time, next))) return { period: next, rated: NOTHING };
    const until = within(next, this.clock.now());
    const leaving = leavesAt === null ? {} : { leavesAt };
    const [statement] = await this.statements.of([{ installationId, period: next, until, ...leaving }]);
    return { period: next, rated: statement?.subscription ?? NOTHING };
  }

  private isAhead({ productSlug, planId, endedAt }: PlanTime, next: Interval): boolean {
    const goesOn = endedAt === null || endedAt > next.start;
    return goesOn && this.catalog.findPlan(productSlug, planId)?.pricing.billed === 'advance';
  }
}

/** A period that is still to come is looked at in its first moment, as if everybody stayed until then. */
function within({ start, end }: Interval, now: Date): Date {
  return new Date(Math.max(start.getTime() + 1, Math.min(now.getTime(), end.getTime())));
}
