import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { ListensTo } from '../../platform/events/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { InstallationPlanChanged } from '../installations/index.js';
import { BRING_FORWARD } from './jobs/bring-forward.definition.js';
import { Ordering } from './ordering.js';
import { PlanSegmentRepository } from './plan-segment.repository.js';
import { ResourceRepository } from './resource.repository.js';

const SAFETY_SECONDS = 60;

/** One plan for all: what was on the former plan of the installation moves with it. */
@Injectable()
export class InstallationPlanListener {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly segments: PlanSegmentRepository,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  @ListensTo(InstallationPlanChanged)
  async onChanged({ installationId, before, plan }: InstallationPlanChanged): Promise<void> {
    const now = this.clock.now();
    await this.segments.followInstallation(installationId, plan.id, now);
    if (before === null) return;
    const to = { plan, due: this.clock.inSeconds(SAFETY_SECONDS), now };
    const moved = await this.resources.moveAll(installationId, before, to);
    if (moved.length > (plan.limits.resourcesPerInstallation ?? Infinity)) throw Ordering.limitReached(plan);
    for (const resourceId of moved) await this.jobs.enqueue(BRING_FORWARD, { installationId, resourceId });
  }
}
