import { Injectable } from '@nestjs/common';
import {
  defineJob,
  everySeconds,
  HandlesJob,
  type JobHandler,
  type TickData,
} from '../../../../platform/jobs/index.js';
import { UsageReader } from '../../../usage/index.js';
import { BurnRepository } from '../burn.repository.js';
import { PrepaidPlans } from '../prepaid-plans.js';
import { DueBurns } from '../due-burns.service.js';

const EVERY_SECONDS = 60;
/** What was being stored while the run before this one looked. */
const OVERLAP_SECONDS = 90;

/** Finds accounts whose usage has come, so that credits do not last an hour longer than they should. */
const FIND_USED = everySeconds(EVERY_SECONDS, defineJob<TickData>('billing.find-used-credits', 'bulk'));

/** Goes by what has come since the run before; should one be lost, the hourly round is the net. */
@Injectable()
@HandlesJob(FIND_USED)
export class FindUsedCredits implements JobHandler<TickData> {
  constructor(
    private readonly usage: UsageReader,
    private readonly burns: BurnRepository,
    private readonly plans: PrepaidPlans,
    private readonly due: DueBurns,
  ) {}

  async run({ slot }: TickData): Promise<void> {
    if (this.plans.keys.length === 0) return;
    const start = new Date(slot);
    const users = await this.usage.usersSince(new Date(start.getTime() - (EVERY_SECONDS + OVERLAP_SECONDS) * 1_000));
    await this.burns.hurry(users, start);
    await this.due.place();
  }
}
