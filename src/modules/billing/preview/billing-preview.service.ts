import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { NotFound } from '../../../platform/errors/index.js';
import { Catalog } from '../../catalog/index.js';
import { type Installation, InstallationRepository } from '../../installations/index.js';
import { BillingOutlook, type Outlook } from '../closing/index.js';
import { type Interval, periodAt } from '../periods/index.js';
import type { Rated } from '../rating/index.js';
import { PeriodStatements, type PlanTime } from '../statements/index.js';

/** What an installation costs in its present period, as far as is known at the moment. */
export interface PresentCosts {
  readonly period: Interval;
  readonly until: Date;
  readonly rated: Rated;
  /** Times on plans that the catalog does not have any more, so that nobody knows what they cost. */
  readonly unpriced: readonly PlanTime[];
}

/** The same, and what becomes of it. */
export interface Preview extends PresentCosts {
  /** What would be invoiced if the open period were closed now; null where nothing is charged any more. */
  readonly outlook: Outlook | null;
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
    const installation = await this.installation(installationId);
    return { ...(await this.costsOf(installation)), outlook: await this.outlook.of(installation) };
  }

  /** Without what would be invoiced, which takes more statements. @throws NotFound */
  async costs(installationId: string): Promise<PresentCosts> {
    return this.costsOf(await this.installation(installationId));
  }

  /** The present period of an installation, also of one that has left. @throws NotFound */
  async periodOf(installationId: string): Promise<Interval> {
    const { createdAt } = await this.installation(installationId);
    return periodAt(this.catalog.period, createdAt, this.clock.now());
  }

  private async installation(id: string): Promise<Installation> {
    const installation = await this.installations.find(id);
    if (installation === null) throw new NotFound('Installation');
    return installation;
  }

  private async costsOf({ id: installationId, createdAt }: Installation): Promise<PresentCosts> {
    const until = this.clock.now();
    const period = periodAt(this.catalog.period, createdAt, until);
    const [statement] = await this.statements.of([{ installationId, period, until }]);
    if (statement === undefined) throw new NotFound('Installation');
    const { subscription: rated, unpriced } = statement;
    return { period, until, rated, unpriced };
  }
}
