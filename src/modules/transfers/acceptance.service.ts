import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Conflict, NotFound } from '../../platform/errors/index.js';
import { type Installation, InstallationRepository } from '../installations/index.js';
import { assertInUse, assertOpenTo, assertStays } from './claim-rules.js';
import { Completion } from './completion.service.js';
import { TransferClaimRepository } from './transfer-claim.repository.js';
import { type Terms, TransferTerms } from './transfer-terms.js';
import { TransferableResources } from './transferable-resources.js';

/** Who gives and who takes. */
interface Parties {
  readonly source: Installation | null;
  readonly target: Installation;
}

/** Lets the first target that comes have what a claim promises; everybody else hears that it is gone. */
@Injectable()
export class AcceptanceService {
  constructor(
    private readonly claims: TransferClaimRepository,
    private readonly installations: InstallationRepository,
    private readonly transferable: TransferableResources,
    private readonly terms: TransferTerms,
    private readonly completion: Completion,
    private readonly clock: Clock,
  ) {}

  /** Nothing more when the target has it already. Runs in the caller's unit of work. */
  async accept(targetId: string, claimId: string): Promise<void> {
    const known = await this.claims.findAnywhere(claimId);
    if (known === null) throw new NotFound('Transfer');
    const { source, target } = await this.lockParties(known.installationId, targetId);
    const claim = await this.claims.lock(known.installationId, claimId);
    if (claim?.targetInstallationId === targetId) return;
    assertOpenTo(claim, targetId, this.clock.now());
    assertStays(source);
    assertInUse(target);
    const resources = await this.transferable.lock(source.id, await this.claims.promisedBy(claim));
    const terms = await this.terms.of(target, resources);
    await this.assertVerified(targetId, claimId, terms);
    await this.completion.complete(claim, { source, target, resources, terms });
  }

  /** In the order of their ids, so that two transfers in opposite directions do not wait for each other. */
  private async lockParties(sourceId: string, targetId: string): Promise<Parties> {
    const locked = new Map<string, Installation | null>();
    for (const id of [sourceId, targetId].toSorted()) locked.set(id, await this.installations.lock(id));
    const target = locked.get(targetId) ?? null;
    if (target?.isActive !== true) throw new Conflict('The installation is being removed');
    return { source: locked.get(sourceId) ?? null, target };
  }

  /** Nobody takes what he has not been told about, or another plan than the one that he was told. */
  private async assertVerified(targetId: string, claimId: string, { newPlan }: Terms): Promise<void> {
    const verification = await this.claims.findVerification(targetId, claimId);
    if (verification === null) throw new Conflict('The transfer has not been verified for this installation');
    if (verification.newBillingPlanId !== (newPlan?.id ?? null))
      throw new Conflict('The plan that is needed has changed since the transfer was verified', {
        user: { message: 'The plan that these resources need has changed. Please start again.' },
      });
  }
}
