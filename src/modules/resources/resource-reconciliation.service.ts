import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Failure, type InstallationAccess, VercelApi } from '#libs/vercel-api';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { FindingRepository, ReconciliationParts, ReconcilesWithVercel } from '../installations/index.js';
import { type Comparison, compare } from './resource-comparison.js';
import { LinkedReview } from './linked-review.service.js';
import { ResourcePushes } from './resource-pushes.service.js';
import { ResourceRepository } from './resource.repository.js';

/** Compares the resources of an installation with those that Vercel holds; nothing is made or destroyed for a difference. */
@Injectable()
export class ResourceReconciliation extends ReconcilesWithVercel implements OnModuleInit {
  readonly subject = 'resources';

  constructor(
    private readonly api: VercelApi,
    private readonly resources: ResourceRepository,
    private readonly pushes: ResourcePushes,
    private readonly findings: FindingRepository,
    private readonly linked: LinkedReview,
    private readonly parts: ReconciliationParts,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {
    super();
  }

  onModuleInit(): void {
    this.parts.register(this);
  }

  override async reconcile(access: InstallationAccess): Promise<Failure | null> {
    const { installationId } = access;
    const asked = this.clock.now();
    const outcome = await this.api.resources.list(access);
    if (outcome.kind !== 'done') return outcome;
    const ours = await this.unitOfWork.run(async () => {
      const ids = outcome.value.map(({ id }) => id);
      const found = await this.resources.findLiveOr(installationId, ids);
      await this.follow(installationId, compare(found, outcome.value, asked));
      return found;
    });
    await this.linked.review(access, compare(ours, outcome.value, asked).linked);
    return null;
  }

  private async follow(installationId: string, { pushes, missing, unknown }: Comparison): Promise<void> {
    for (const { id, kind } of pushes) await this.pushes.request(installationId, id, kind);
    await this.findings.replace(installationId, 'missing-at-vercel', missing);
    await this.findings.replace(installationId, 'unknown-here', unknown);
  }
}
