import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { BRING_FORWARD } from './jobs/bring-forward.definition.js';
import { Notices } from './notices.service.js';
import type { Resource } from './resource.entity.js';
import { ResourcePushes } from './resource-pushes.service.js';
import { ResourceRepository } from './resource.repository.js';

/** When the reconciler looks again, should the job be lost. */
export const SAFETY_SECONDS = 60;

/** Takes a locked resource out of use, and places the job that has the driver remove it. */
@Injectable()
export class TakingOut {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly notices: Notices,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly pushes: ResourcePushes,
    private readonly clock: Clock,
  ) {}

  /** Somebody wants it gone. */
  async remove(resource: Resource): Promise<void> {
    if (resource.isLive) await this.takeOut(resource, 'resource.removal-requested');
  }

  /**
   * Nobody has heard of it, and no call to the driver can be at work on it any more: the customer is told that it failed. Of one that was
   * to be linked Vercel may have heard, and the customer has had an answer.
   */
  async takeBack(resource: Resource): Promise<void> {
    if (resource.state !== 'placed' || resource.isBusy(this.clock.now())) return;
    await this.takeOut(resource, 'resource.taken-back');
    if (!resource.isLinked) return this.notices.failed(resource);
    await this.pushes.request(resource.installationId, resource.id, 'deleted');
  }

  /** Has the driver asked to remove it. */
  askDriver(installationId: string, id: string): Promise<void> {
    return this.jobs.enqueue(BRING_FORWARD, { installationId, resourceId: id });
  }

  private async takeOut(resource: Resource, action: string): Promise<void> {
    const { installationId, id } = resource;
    resource.startRemoval(this.clock.inSeconds(SAFETY_SECONDS), this.clock.now());
    await this.resources.update(resource);
    await this.askDriver(installationId, id);
    this.audit.append({ installationId, action, subject: id });
  }
}
