import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { UninstallService } from '../installations/index.js';
import { DriverRemovals } from './driver-removals.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';
import { SAFETY_SECONDS, TakingOut } from './taking-out.js';

/** When the driver is asked again about what he was still removing. */
const PENDING_SECONDS = 60;

/** Takes resources out of use at once, and has the driver remove them afterwards. */
@Injectable()
export class RemovalService {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly uninstalls: UninstallService,
    private readonly removals: DriverRemovals,
    private readonly unitOfWork: UnitOfWork,
    private readonly takingOut: TakingOut,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Starts the removal; of one that is already on its way out, nothing. Joins the caller's unit of work. */
  async start(installationId: string, id: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.takingOut.remove(await this.resources.getLocked(installationId, id));
    });
  }

  /** The attempt of this lease has failed for good: ends it, and takes the resource back unless another one is under way. */
  async takeBack(installationId: string, id: string, lease: Date): Promise<void> {
    await this.unitOfWork.run(async () => {
      const resource = await this.resources.getLocked(installationId, id);
      resource.letGo(lease);
      await this.takingOut.takeBack(resource);
    });
  }

  /** As `start`, but only of one that was placed by a request that is dead by now, so that nobody has heard of it. */
  async takeBackAbandoned(installationId: string, id: string): Promise<void> {
    await this.unitOfWork.run(async () => this.takingOut.takeBack(await this.resources.getLocked(installationId, id)));
  }

  /** The attempt of this lease came too late: has the driver remove what it made, whatever the record says. */
  async makeSureGone(installationId: string, id: string, lease: Date): Promise<void> {
    await this.unitOfWork.run(async () => {
      const resource = await this.resources.getLocked(installationId, id);
      resource.letGo(lease);
      await this.resources.update(resource);
      await this.takingOut.askDriver(installationId, id);
    });
  }

  /** Takes every resource of a leaving installation out of use; what is on its way out already has its job. Tells how many are left. */
  async startAll(installationId: string): Promise<number> {
    const due = this.clock.inSeconds(SAFETY_SECONDS);
    const taken = await this.resources.startRemovalOfAll(installationId, due, this.clock.now());
    for (const id of taken) await this.takingOut.askDriver(installationId, id);
    return this.resources.countUnremoved(installationId);
  }

  /**
   * Has the driver remove what is being removed, and records that it is gone; as long as he is still at it, or another call
   * may be at work on it, which could make it again, only looks again afterwards.
   */
  async finish(resource: Resource): Promise<void> {
    const { installationId, id } = resource;
    const busy = resource.isBusy(this.clock.now()) ? resource.busyUntil : null;
    const status = await this.removals.deprovision(resource);
    if (status === 'refused') return;
    const again = status === 'pending' ? this.clock.inSeconds(PENDING_SECONDS) : busy;
    await this.recordGone(installationId, id, again);
  }

  /** The driver has removed it; `again`: when that is to be made sure of, since it may not stay so. */
  async recordGone(installationId: string, id: string, again: Date | null): Promise<void> {
    await this.unitOfWork.run(async () => {
      const current = await this.resources.getLocked(installationId, id);
      if (current.state !== 'removing') return;
      if (again !== null) {
        current.expectBy(again);
        return this.resources.update(current);
      }
      current.finishRemoval(this.clock.now());
      await this.resources.update(current);
      await this.resources.deleteBelongings(installationId, id);
      this.audit.append({ installationId, action: 'resource.removed', subject: id });
    });
    await this.unitOfWork.run(async () => {
      if (!(await this.resources.existsUnremoved(installationId))) await this.uninstalls.proceed(installationId);
    });
  }
}
