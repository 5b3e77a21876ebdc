import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { Reconciliation } from '../reconciliation.service.js';
import { RECONCILE_INSTALLATION, type ReconcileData } from './reconcile-installation.definition.js';

/** One job per installation, so that one that Vercel does not answer for holds up no other. */
@Injectable()
@HandlesJob(RECONCILE_INSTALLATION)
export class ReconcileInstallation implements JobHandler<ReconcileData> {
  constructor(private readonly reconciliation: Reconciliation) {}

  run({ installationId, askedBy }: ReconcileData): Promise<void> {
    return this.reconciliation.reconcile(installationId, askedBy ?? 'night');
  }
}
