import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { UnitOfWork } from '../database/index.js';
import type { JobData, JobDefinition } from './job-definition.js';
import { Jobs } from './jobs.js';

const BATCH = 500;
const LOOK_AGAIN_SECONDS = 300;

/** What has fallen due by `now`, at most `limit`; its next look is put off to `next`, so that no two take the same. */
type TakeDue<R> = (now: Date, next: Date, limit: number) => Promise<readonly R[]>;

/** The job for one row that is due, and the name under which a waiting twin is enough. */
interface DueJob<R, T extends JobData> {
  readonly job: JobDefinition<T>;
  readonly dataOf: (row: R) => T;
  readonly nameOf: (row: R) => string;
}

/** Places a job for each row that is due, so that one in trouble holds up no other: the net below every lost nudge. */
@Injectable()
export class DueJobs {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** A batch of rows and its jobs are one transaction. */
  async place<R, T extends JobData>(take: TakeDue<R>, due: DueJob<R, T>): Promise<void> {
    let taken: number;
    do taken = await this.unitOfWork.run(() => this.placeBatch(take, due));
    while (taken === BATCH);
  }

  private async placeBatch<R, T extends JobData>(take: TakeDue<R>, due: DueJob<R, T>): Promise<number> {
    const rows = await take(this.clock.now(), this.clock.inSeconds(LOOK_AGAIN_SECONDS), BATCH);
    await this.jobs.enqueueAll(due.job, new Map(rows.map((row) => [due.nameOf(row), due.dataOf(row)])));
    return rows.length;
  }
}
