import { Injectable } from '@nestjs/common';
import { DueJobs } from '../../../platform/jobs/index.js';
import { BurnRepository } from './burn.repository.js';
import { BURN_CREDITS } from './jobs/burn-credits.definition.js';

/** The accounts from which usage is to be taken now. */
@Injectable()
export class DueBurns {
  constructor(
    private readonly burns: BurnRepository,
    private readonly due: DueJobs,
  ) {}

  /** Places a job for each, so that one installation in trouble holds up no other. */
  place(): Promise<void> {
    return this.due.place((now, next, limit) => this.burns.takeDue(now, next, limit), {
      job: BURN_CREDITS,
      dataOf: ({ installationId }) => ({ installationId }),
      nameOf: ({ installationId }) => installationId,
    });
  }
}
