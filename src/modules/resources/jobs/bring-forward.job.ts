import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { DriverCalls } from '../driver-calls.js';
import { RemovalService } from '../removal.service.js';
import type { Resource } from '../resource.entity.js';
import { ResourceRepository } from '../resource.repository.js';
import { BRING_FORWARD, type ResourceJobData } from './bring-forward.definition.js';

@Injectable()
@HandlesJob(BRING_FORWARD)
export class BringForward implements JobHandler<ResourceJobData> {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly removal: RemovalService,
    private readonly drivers: DriverCalls,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async run({ installationId, resourceId }: ResourceJobData): Promise<void> {
    const resource = await this.resources.find(installationId, resourceId);
    if (resource === null) return;
    if (resource.state === 'placed') return this.takeBackIfDead(resource);
    if (!resource.isLive) return this.removal.finish(resource);
    if (resource.appliedRevision < resource.revision) await this.tellDriver(resource);
  }

  /** A request that still works on it is left alone. */
  private async takeBackIfDead(resource: Resource): Promise<void> {
    if (resource.isAbandoned(this.clock.now())) await this.removal.takeBack(resource.installationId, resource.id);
  }

  private async tellDriver(resource: Resource): Promise<void> {
    const { installationId, id, revision } = resource;
    await this.drivers.call(resource, (driver, told, call) => driver.update(told, call));
    await this.unitOfWork.run(async () => {
      const current = await this.resources.getLocked(installationId, id);
      if (!current.isLive) return;
      current.confirm(revision, this.clock.now());
      await this.resources.update(current);
    });
  }
}
