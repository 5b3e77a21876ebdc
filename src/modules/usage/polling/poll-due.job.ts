import { Injectable } from '@nestjs/common';
import {
  defineJob,
  DueJobs,
  everySeconds,
  HandlesJob,
  type JobHandler,
  type TickData,
} from '../../../platform/jobs/index.js';
import { POLL_RESOURCE } from './poll-resource.job.js';
import { UsagePollRepository } from './usage-poll.repository.js';

/** Finds the resources whose second of the hour has come. */
const POLL_DUE = everySeconds(60, defineJob<TickData>('usage.poll-due', 'bulk'));

/** Only places jobs; what could not be asked is found again a few minutes later. */
@Injectable()
@HandlesJob(POLL_DUE)
export class PollDue implements JobHandler<TickData> {
  constructor(
    private readonly polls: UsagePollRepository,
    private readonly due: DueJobs,
  ) {}

  run(): Promise<void> {
    return this.due.place((now, next, limit) => this.polls.takeDue(now, next, limit), {
      job: POLL_RESOURCE,
      dataOf: ({ installationId, resourceId }) => ({ installationId, resourceId }),
      nameOf: ({ resourceId }) => resourceId,
    });
  }
}
