import { Injectable } from '@nestjs/common';
import { ListensTo } from '../../platform/events/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { InstallationSettled, InstallationUninstalling, UninstallRequested } from '../installations/index.js';
import { REMOVE_ALL } from './jobs/bring-forward.definition.js';
import { ResourceRepository } from './resource.repository.js';

/** What the uninstall of an installation means for its resources. */
@Injectable()
export class UninstallListener {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly jobs: Jobs,
  ) {}

  @ListensTo(UninstallRequested)
  async onRequested(event: UninstallRequested): Promise<void> {
    if (await this.resources.existsBilled(event.installationId)) event.owe('resources on a plan that costs');
  }

  @ListensTo(InstallationUninstalling)
  async onUninstalling({ installationId, resources }: InstallationUninstalling): Promise<void> {
    if (resources === 'remove-now') await this.removeAll(installationId);
  }

  @ListensTo(InstallationSettled)
  onSettled({ installationId }: InstallationSettled): Promise<void> {
    return this.removeAll(installationId);
  }

  private removeAll(installationId: string): Promise<void> {
    return this.jobs.enqueue(REMOVE_ALL, { installationId }, { onceQueuedAs: installationId });
  }
}
