import { Injectable } from '@nestjs/common';
import {
  defineJob,
  DueJobs,
  everySeconds,
  HandlesJob,
  type JobHandler,
  type TickData,
} from '../../../../platform/jobs/index.js';
import { BillingAccountRepository } from '../billing-account.repository.js';
import { BRING_BILLING_FORWARD } from './bring-billing-forward.definition.js';

/** Finds periods that are over, also after an outage of any length, and what is due at once and was lost. */
const FIND_DUE = everySeconds(15, defineJob<TickData>('billing.find-due', 'bulk'));

/** Only places jobs, so that one installation in trouble holds up no other. */
@Injectable()
@HandlesJob(FIND_DUE)
export class FindDueBilling implements JobHandler<TickData> {
  constructor(
    private readonly accounts: BillingAccountRepository,
    private readonly due: DueJobs,
  ) {}

  run(): Promise<void> {
    return this.due.place((now, next, limit) => this.accounts.takeDue(now, next, limit), {
      job: BRING_BILLING_FORWARD,
      dataOf: (installationId) => ({ installationId }),
      nameOf: (installationId) => installationId,
    });
  }
}
