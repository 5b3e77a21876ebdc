import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Conflict } from '../../platform/errors/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { DriverCalls } from './driver-calls.js';
import { BRING_FORWARD } from './jobs/bring-forward.definition.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';

/** A resource as the driver is told of it, and the lease under which he is. */
interface Telling {
  readonly resource: Resource;
  readonly lease: Date;
}

/** Tells the driver of changes, one call per resource at a time: an older state must not arrive after a newer one. */
@Injectable()
export class DriverUpdates {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly drivers: DriverCalls,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Nothing when the driver knows already, or is just being told: who tells him sees at the end that there is more. */
  async tell(installationId: string, id: string): Promise<void> {
    const telling = await this.unitOfWork.run(() => this.begin(installationId, id));
    if (telling === null) return;
    try {
      await this.drivers.call(telling.resource, (driver, told, call) => driver.update(told, call));
    } catch (error) {
      await this.end(telling, telling.resource.appliedRevision);
      if (error instanceof Conflict) await this.giveUp(telling.resource);
      throw error;
    }
    await this.end(telling, telling.resource.revision);
  }

  private async begin(installationId: string, id: string): Promise<Telling | null> {
    const resource = await this.resources.getLocked(installationId, id);
    const now = this.clock.now();
    if (!resource.isAheadOfDriver || resource.isBusy(now)) return null;
    const lease = resource.take(now);
    await this.resources.update(resource);
    return { resource, lease };
  }

  /** What the product refuses for good is not asked again before the next change; the dead letter and the log of audit tell of it. */
  private async giveUp({ installationId, id, revision }: Resource): Promise<void> {
    await this.unitOfWork.run(async () => {
      const current = await this.resources.getLocked(installationId, id);
      if (!current.isLive || current.revision > revision) return;
      current.expectNothing();
      await this.resources.update(current);
      await this.audit.append({
        installationId,
        action: 'resource.change-refused',
        subject: id,
        details: { revision },
      });
    });
  }

  /** What came up meanwhile and was turned away is taken up by a job of its own. */
  private async end({ resource, lease }: Telling, confirmed: number): Promise<void> {
    const { installationId, id } = resource;
    await this.unitOfWork.run(async () => {
      const current = await this.resources.getLocked(installationId, id);
      current.letGo(lease);
      current.confirm(confirmed, this.clock.now());
      await this.resources.update(current);
      const isTurnedAway = !current.isLive || current.revision > resource.revision;
      if (isTurnedAway) await this.jobs.enqueue(BRING_FORWARD, { installationId, resourceId: id });
    });
  }
}
