import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { type Installation, InstallationRepository, InstallationService } from '../installations/index.js';
import { type Resource, ResourceHandover } from '../resources/index.js';
import type { TransferClaim } from './transfer-claim.entity.js';
import { TransferClaimRepository } from './transfer-claim.repository.js';
import type { Terms } from './transfer-terms.js';

/** What goes over, and on which terms; all of it is locked. */
interface Transfer {
  readonly source: Installation;
  readonly target: Installation;
  readonly resources: readonly Resource[];
  readonly terms: Terms;
}

/** Moves what a claim promises, all at once; runs in the caller's unit of work. */
@Injectable()
export class Completion {
  constructor(
    private readonly claims: TransferClaimRepository,
    private readonly installations: InstallationRepository,
    private readonly installationService: InstallationService,
    private readonly handover: ResourceHandover,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async complete(claim: TransferClaim, { source, target, resources, terms }: Transfer): Promise<void> {
    const now = this.clock.now();
    const resourceIds = resources.map(({ id }) => id);
    await this.claims.release(claim);
    claim.accept(target.id, now);
    await this.claims.update(claim);
    await this.settleWith(source, resources);
    if (terms.newPlan !== null) await this.installationService.changePlan(target.id, terms.newPlan.id);
    for (const [index, resource] of resources.entries()) {
      const plan = terms.plans[index] ?? null;
      const isBilled = plan === null ? resource.everBilled : !plan.isFree;
      const to = { installationId: target.id, planId: plan?.id ?? resource.planId, isBilled };
      await this.handover.handOver(resource, to);
    }
    const details = { from: source.id, resourceIds };
    this.audit.append({ installationId: target.id, action: 'transfer.accepted', subject: claim.id, details });
  }

  /** What has cost the source something is gone, its last invoice is not. */
  private async settleWith(source: Installation, resources: readonly Resource[]): Promise<void> {
    if (!resources.some(({ everBilled }) => everBilled)) return;
    source.oweForFormer(this.clock.now());
    await this.installations.update(source);
  }
}
