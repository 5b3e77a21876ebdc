import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { InstallationRepository } from './installation.repository.js';
import { RECONCILE_INSTALLATION } from './jobs/reconcile-installation.definition.js';

/** Has an installation compared with Vercel before its time of the night. */
@Injectable()
export class ComparisonRequests {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
  ) {}

  /** By a job; one that waits already is enough. @throws NotFound, Conflict when it is being removed */
  async request(installationId: string, reason: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.installations.lockActiveTerms(installationId);
      const data = { installationId, askedBy: 'operator' } as const;
      await this.jobs.enqueue(RECONCILE_INSTALLATION, data, { onceQueuedAs: installationId });
      const action = 'installation.comparison-requested';
      this.audit.append({ installationId, action, subject: installationId, details: { reason } });
    });
  }
}
