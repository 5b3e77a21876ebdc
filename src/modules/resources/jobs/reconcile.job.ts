import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import {
  defineJob,
  everySeconds,
  HandlesJob,
  type JobHandler,
  Jobs,
  type TickData,
} from '../../../platform/jobs/index.js';
import { ResourceRepository } from '../resource.repository.js';
import { BRING_FORWARD } from './bring-forward.definition.js';

const BATCH = 500;
const LOOK_AGAIN_SECONDS = 300;

/** Finds resources on which something is outstanding and overdue, whatever was lost on the way. */
const RECONCILE = everySeconds(15, defineJob<TickData>('resources.reconcile', 'bulk'));

/** Only places jobs, so that one resource in trouble holds up no other. */
@Injectable()
@HandlesJob(RECONCILE)
export class Reconcile implements JobHandler<TickData> {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    for (;;) {
      const taken = await this.unitOfWork.run(() => this.takeBatch());
      if (taken < BATCH) return;
    }
  }

  private async takeBatch(): Promise<number> {
    const due = await this.resources.takeDue(this.clock.now(), this.clock.inSeconds(LOOK_AGAIN_SECONDS), BATCH);
    for (const { installationId, id } of due) {
      await this.jobs.enqueue(BRING_FORWARD, { installationId, resourceId: id }, { onceQueuedAs: id });
    }
    return due.length;
  }
}
