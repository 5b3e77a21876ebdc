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
import { CredentialRepository } from '../credential.repository.js';
import { ResourcePushRepository } from '../resource-push.repository.js';
import { ResourceRepository } from '../resource.repository.js';
import { BRING_FORWARD, PUSH_RESOURCE, REVOKE_SECRETS } from './bring-forward.definition.js';

const BATCH = 500;
const LOOK_AGAIN_SECONDS = 300;

/** Finds resources, secrets and pushes to Vercel on which something is outstanding and overdue, whatever was lost on the way. */
const RECONCILE = everySeconds(15, defineJob<TickData>('resources.reconcile', 'bulk'));

type DueList = Pick<ResourceRepository, 'takeDue'>;

/** Only places jobs, so that one resource in trouble holds up no other. */
@Injectable()
@HandlesJob(RECONCILE)
export class Reconcile implements JobHandler<TickData> {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly credentials: CredentialRepository,
    private readonly pushes: ResourcePushRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    await this.placeFor(this.resources, BRING_FORWARD);
    await this.placeFor(this.credentials, REVOKE_SECRETS);
    await this.placeFor(this.pushes, PUSH_RESOURCE);
  }

  private async placeFor(due: DueList, job: typeof BRING_FORWARD): Promise<void> {
    for (;;) {
      const taken = await this.unitOfWork.run(() => this.placeBatch(due, job));
      if (taken < BATCH) return;
    }
  }

  private async placeBatch(due: DueList, job: typeof BRING_FORWARD): Promise<number> {
    const taken = await due.takeDue(this.clock.now(), this.clock.inSeconds(LOOK_AGAIN_SECONDS), BATCH);
    for (const { installationId, id } of taken) {
      await this.jobs.enqueue(job, { installationId, resourceId: id }, { onceQueuedAs: id });
    }
    return taken.length;
  }
}
