import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { defineJob, everySeconds, HandlesJob, type JobHandler, type TickData } from '../jobs/index.js';
import { AccountRepository } from './account.repository.js';

const BATCH = 500;

/** Once an hour: logins that are over go. */
const PRUNE_LOGINS = everySeconds(3_600, defineJob<TickData>('account.prune-logins', 'bulk'));

/** In small batches, so that none holds its locks for long. */
@Injectable()
@HandlesJob(PRUNE_LOGINS)
export class PruneLogins implements JobHandler<TickData> {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    for (;;) {
      if ((await this.accounts.prune(this.clock.now(), BATCH)) < BATCH) return;
    }
  }
}
