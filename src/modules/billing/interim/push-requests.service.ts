import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { NotFound } from '../../../platform/errors/index.js';
import { Jobs } from '../../../platform/jobs/index.js';
import { BillingPushRepository } from './billing-push.repository.js';
import { PUSH_INSTALLATION_BILLING } from './jobs/push-installation.definition.js';

/** Has Vercel told of an installation's money without waiting for its hour. */
@Injectable()
export class PushRequests {
  constructor(
    private readonly pushes: BillingPushRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Interim data and balances, after the commit of the caller's unit of work; one that leaves is told of when it settles. */
  async soon(installationId: string): Promise<void> {
    this.unitOfWork.assertOpen('A push');
    await this.pushes.hurry(installationId, this.clock.now(), 'balances');
    await this.jobs.enqueue(PUSH_INSTALLATION_BILLING, { installationId });
  }

  /**
   * A timestamp for balances that are told otherwise, as in the answer to a purchase: newer than all that were told before, and older
   * than all that follow. In the unit of work that reads them. @throws NotFound
   */
  async timestamp(installationId: string): Promise<Date> {
    this.unitOfWork.assertOpen('A timestamp');
    const timestamp = await this.pushes.stamp(installationId, this.clock.now());
    if (timestamp === null) throw new NotFound('Installation');
    return timestamp;
  }
}
