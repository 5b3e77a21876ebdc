import { Injectable } from '@nestjs/common';
import {
  defineJob,
  DueJobs,
  everySeconds,
  HandlesJob,
  type JobHandler,
  type TickData,
} from '../../../../platform/jobs/index.js';
import { BurnRepository } from '../burn.repository.js';
import { BURN_CREDITS } from './burn-credits.definition.js';

/** Finds the accounts from which usage is to be taken. */
const BURN_DUE = everySeconds(15, defineJob<TickData>('billing.burn-due', 'bulk'));

/** Only places jobs, so that one installation in trouble holds up no other. */
@Injectable()
@HandlesJob(BURN_DUE)
export class BurnDueCredits implements JobHandler<TickData> {
  constructor(
    private readonly burns: BurnRepository,
    private readonly due: DueJobs,
  ) {}

  run(): Promise<void> {
    return this.due.place((now, next, limit) => this.burns.takeDue(now, next, limit), {
      job: BURN_CREDITS,
      dataOf: ({ installationId }) => ({ installationId }),
      nameOf: ({ installationId }) => installationId,
    });
  }
}
