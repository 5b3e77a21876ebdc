import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { DriverSteps } from '../driver-steps.js';
import { PendingProvisions } from '../pending-provisions.service.js';
import { PlanLimits } from '../plan-limits.service.js';
import { RemovalService } from '../removal.service.js';
import { ResourceRepository } from '../resource.repository.js';
import { BRING_FORWARD, type ResourceJobData } from './bring-forward.definition.js';
import { unlessMoved } from './unless-moved.js';

/** One step, chosen by the state that it finds, whoever placed the job and for whatever reason. */
@Injectable()
@HandlesJob(BRING_FORWARD)
export class BringForward implements JobHandler<ResourceJobData> {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly removal: RemovalService,
    private readonly steps: DriverSteps,
    private readonly pending: PendingProvisions,
    private readonly limits: PlanLimits,
  ) {}

  run(data: ResourceJobData): Promise<void> {
    return unlessMoved(this.resources, data, () => this.step(data));
  }

  private async step({ installationId, resourceId }: ResourceJobData): Promise<void> {
    const resource = await this.resources.find(installationId, resourceId);
    if (resource === null) return;
    await this.limits.review(installationId);
    if (resource.state === 'placed') return this.removal.takeBackAbandoned(installationId, resourceId);
    if (!resource.isLive) return this.removal.finish(resource);
    if (resource.state === 'pending') return this.pending.follow(installationId, resourceId);
    await this.steps.take(installationId, resourceId);
  }
}
