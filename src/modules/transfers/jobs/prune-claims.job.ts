import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { defineJob, everySeconds, HandlesJob, type JobHandler, type TickData } from '../../../platform/jobs/index.js';
import { TransferClaimRepository } from '../transfer-claim.repository.js';

/** As long as idempotency keys: until then the target that won hears the same again, and a late one why it did not. */
const KEPT_SECONDS = 30 * 86_400;
const BATCH = 500;

/** Once an hour: claims that ended 30 days ago go, with what was told about them; that they end needs nobody. */
const PRUNE_CLAIMS = everySeconds(3_600, defineJob<TickData>('transfers.prune-claims', 'bulk'));

/** In small batches, so that none holds its locks for long. */
@Injectable()
@HandlesJob(PRUNE_CLAIMS)
export class PruneClaims implements JobHandler<TickData> {
  constructor(
    private readonly claims: TransferClaimRepository,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const before = this.clock.inSeconds(-KEPT_SECONDS);
    for (;;) {
      if ((await this.claims.prune(before, BATCH)) < BATCH) return;
    }
  }
}
