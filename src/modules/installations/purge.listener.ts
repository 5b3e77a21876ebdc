import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/index.js';
import { ListensTo } from '../../platform/events/index.js';
import { InstallationPurging } from './installation.events.js';
import { InstallationPush } from './installation-push.entity.js';
import { InstallationSuspension } from './installation-suspension.entity.js';
import { ReconciliationRun } from './reconciliation-run.entity.js';
import { VercelParking } from './vercel-parking.entity.js';

const TABLES = [InstallationPush, InstallationSuspension, ReconciliationRun, VercelParking];

/** Deletes what stands beside an installation that has left, of each kind a row or two, of comparisons a few more. */
@Injectable()
export class PurgeListener {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @ListensTo(InstallationPurging)
  async onPurging({ installationId }: InstallationPurging): Promise<void> {
    for (const table of TABLES) await this.unitOfWork.manager.delete(table, { installationId });
  }
}
