import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { ListensTo } from '../../platform/events/index.js';
import { InstallationPurging, ResourcesLeaving, UninstallRequested } from '../installations/index.js';
import { ConnectionRepository } from './connection.repository.js';
import { PlanSegmentRepository } from './plan-segment.repository.js';
import { RemovalService } from './removal.service.js';
import { ResourceRepository } from './resource.repository.js';

/** What the uninstall of an installation means for its resources. */
@Injectable()
export class UninstallListener {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly connections: ConnectionRepository,
    private readonly segments: PlanSegmentRepository,
    private readonly removal: RemovalService,
    private readonly clock: Clock,
  ) {}

  @ListensTo(UninstallRequested)
  async onRequested(event: UninstallRequested): Promise<void> {
    await this.segments.followInstallation(event.installationId, null, this.clock.now());
    if (await this.resources.existsBilled(event.installationId)) event.owe('resources on a plan that costs');
  }

  @ListensTo(ResourcesLeaving)
  async onLeaving(event: ResourcesLeaving): Promise<void> {
    event.keep(await this.removal.startAll(event.installationId));
  }

  /** Connections first: the deletion of a resource would take all of its along at once. */
  @ListensTo(InstallationPurging)
  async onPurging(event: InstallationPurging): Promise<void> {
    const { installationId, limit } = event;
    event.deleted(await this.connections.deleteSome(installationId, limit));
    if (!event.hasMore) event.deleted(await this.segments.deleteSome(installationId, limit));
    if (!event.hasMore) event.deleted(await this.resources.deleteSomeRemoved(installationId, limit));
  }
}
