import { Injectable } from '@nestjs/common';
import {
  defineJob,
  DueJobs,
  everySeconds,
  HandlesJob,
  type JobHandler,
  type TickData,
} from '../../../platform/jobs/index.js';
import { CredentialRepository } from '../credential.repository.js';
import { ResourcePushRepository } from '../resource-push.repository.js';
import { ResourceRepository } from '../resource.repository.js';
import { BRING_FORWARD, PUSH_RESOURCE, REVOKE_SECRETS } from './bring-forward.definition.js';

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
    private readonly due: DueJobs,
  ) {}

  async run(): Promise<void> {
    await this.placeFor(this.resources, BRING_FORWARD);
    await this.placeFor(this.credentials, REVOKE_SECRETS);
    await this.placeFor(this.pushes, PUSH_RESOURCE);
  }

  private placeFor(list: DueList, job: typeof BRING_FORWARD): Promise<void> {
    return this.due.place((now, next, limit) => list.takeDue(now, next, limit), {
      job,
      dataOf: ({ installationId, id }) => ({ installationId, resourceId: id }),
      nameOf: ({ id }) => id,
    });
  }
}
