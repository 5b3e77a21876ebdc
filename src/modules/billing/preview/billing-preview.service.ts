import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { NotFound } from '../../../platform/errors/index.js';
import { Catalog } from '../../catalog/index.js';
import { InstallationRepository } from '../../installations/index.js';
import { BillingOutlook, type Outlook } from '../closing/index.js';
import { type Interval, periodAt } from '../periods/index.js';
import type { Rated } from '../rating/index.js';
import { PeriodStatements, type PlanTime } from '../statements/index.js';

/** What an installation costs in its present period, as far as is known at the moment. */
export interface Preview {
  readonly period: Interval;
  readonly until: Date;
  readonly rated: Rated;
  /** What would be invoiced if the open period were closed now; null where nothing is charged any more. */
  readonly outlook: Outlook | null;
  /** Times on plans that the catalog does not have any more, so that nobody knows what they cost. */
  readonly unpriced: readonly PlanTime[];
}

/** What an installation costs, and what would be invoiced to it now, line by line; it writes and sends nothing. */
@Injectable()
export class BillingPreview {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly statements: PeriodStatements,
    private readonly outlook: BillingOutlook,
    private readonly catalog: Catalog,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async of(installationId: string): Promise<Preview> {
    const installation = await this.installations.find(installationId);
    if (installation === null) throw new NotFound('Installation');
    const until = this.clock.now();
    const period = periodAt(this.catalog.period, installation.createdAt, until);
    const [statement] = await this.statements.of([{ installationId, period, until }]);
    if (statement === undefined) throw new NotFound('Installation');
    const { subscription: rated, unpriced } = statement;
    return { period, until, rated, outlook: await this.outlook.of(installation), unpriced };
  }
}
