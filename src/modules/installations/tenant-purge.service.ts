import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Events } from '../../platform/events/index.js';
import { InstallationPurging } from './installation.events.js';
import { InstallationRepository } from './installation.repository.js';
import { UninstallRepository } from './uninstall.repository.js';

/** Rows that go in one transaction, of each kind. */
const ROWS = 500;

/** Deletes what is kept of a tenant that has left; what stays is its tombstone, the uninstall and the audit log. */
@Injectable()
export class TenantPurge {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly uninstalls: UninstallRepository,
    private readonly events: Events,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Batch by batch, each in a transaction of its own, so that a crash leaves nothing but a shorter way to go. */
  async purge(installationId: string): Promise<void> {
    while (await this.unitOfWork.run(() => this.deleteBatch(installationId)));
  }

  /** True while there is more; the tombstone comes with the last batch. */
  private async deleteBatch(id: string): Promise<boolean> {
    const installation = await this.installations.getLocked(id);
    const uninstall = await this.uninstalls.find(id);
    if (uninstall?.stage !== 'finalized') return false;
    const purging = new InstallationPurging(id, ROWS);
    await this.events.publish(purging);
    if (purging.hasMore) return true;
    const now = this.clock.now();
    installation.purge(now);
    await this.installations.update(installation);
    uninstall.purge(now);
    await this.uninstalls.update(uninstall);
    this.audit.append({ installationId: id, action: 'installation.purged', subject: id });
    return false;
  }
}
