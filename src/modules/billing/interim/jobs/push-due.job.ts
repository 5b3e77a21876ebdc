import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/index.js';
import {
  defineJob,
  everySeconds,
  HandlesJob,
  type JobContext,
  type JobHandler,
  Jobs,
  type TickData,
} from '../../../../platform/jobs/index.js';
import { ClocksDisagree } from '../clocks-agree.js';
import { DuePushes } from '../due-pushes.service.js';

/** Tells Vercel of the money of all whose hour it is. */
const PUSH_DUE = everySeconds(15, defineJob<TickData>('billing.push-due', 'bulk'));

/** Works for some seconds and then makes place for other work, going on by a job that any process may take. */
@Injectable()
@HandlesJob(PUSH_DUE)
export class PushDueBilling implements JobHandler<TickData> {
  private readonly logger = new Logger(PushDueBilling.name);

  constructor(
    private readonly due: DuePushes,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
  ) {}

  async run({ slot }: TickData, { signal }: Pick<JobContext, 'signal'>): Promise<void> {
    try {
      const left = await this.due.work(signal);
      if (left === 'nothing') return;
      await this.unitOfWork.run(() => this.jobs.enqueue(PUSH_DUE, { slot }, { onceQueuedAs: 'what is left' }));
    } catch (error) {
      if (!(error instanceof ClocksDisagree)) throw error;
      this.logger.error(error.message);
    }
  }
}
