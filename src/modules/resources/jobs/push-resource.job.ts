import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { PushDelivery } from '../../installations/index.js';
import { ResourceSubject } from '../resource-subject.js';
import { PUSH_RESOURCE, type ResourceJobData } from './bring-forward.definition.js';

/** Goes by what is outstanding when it runs, whoever placed it. */
@Injectable()
@HandlesJob(PUSH_RESOURCE)
export class PushResource implements JobHandler<ResourceJobData> {
  constructor(
    private readonly delivery: PushDelivery,
    private readonly subject: ResourceSubject,
  ) {}

  run({ installationId, resourceId }: ResourceJobData): Promise<void> {
    return this.delivery.deliver(this.subject.of(installationId, resourceId));
  }
}
