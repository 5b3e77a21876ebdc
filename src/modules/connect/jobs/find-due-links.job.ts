import { Injectable } from '@nestjs/common';
import {
  defineJob,
  DueJobs,
  everySeconds,
  HandlesJob,
  type JobHandler,
  type TickData,
} from '../../../platform/jobs/index.js';
import { ProjectLinkRepository } from '../project-link.repository.js';
import { ADVANCE_LINK } from './advance-link.definition.js';

/** Finds links that a crash or a lost job has left half-finished. */
const FIND_DUE = everySeconds(15, defineJob<TickData>('connect.find-due-links', 'bulk'));

/** Only places jobs, so that one project in trouble holds up no other. */
@Injectable()
@HandlesJob(FIND_DUE)
export class FindDueLinks implements JobHandler<TickData> {
  constructor(
    private readonly links: ProjectLinkRepository,
    private readonly due: DueJobs,
  ) {}

  run(): Promise<void> {
    return this.due.place((now, next, limit) => this.links.takeDue(now, next, limit), {
      job: ADVANCE_LINK,
      dataOf: ({ installationId, resourceId, projectId }) => ({ installationId, resourceId, projectId }),
      nameOf: ({ resourceId, projectId }) => `${resourceId} ${projectId}`,
    });
  }
}
