import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Failure, type InstallationAccess, VercelApi } from '#libs/vercel-api';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { ReconciliationParts, ReconcilesWithVercel } from '../installations/index.js';
import { compare } from './resource-comparison.js';
import { ResourceCorrections } from './resource-corrections.js';
import { LinkedReview } from './linked-review.service.js';
import { ResourceRepository } from './resource.repository.js';

/** Compares the resources of an installation with those that Vercel holds; nothing is made or destroyed for a difference. */
@Injectable()
export class ResourceReconciliation extends ReconcilesWithVercel implements OnModuleInit {
  readonly subject = 'resources';

  constructor(
    private readonly api: VercelApi,
    private readonly resources: ResourceRepository,
    private readonly corrections: ResourceCorrections,
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
      await this.corrections.follow(installationId, compare(found, outcome.value, asked));
      return found;
    });
    await this.linked.review(access, compare(ours, outcome.value, asked).linked);
    return null;
  }
}
