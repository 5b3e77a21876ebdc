import { Injectable } from '@nestjs/common';
import type { VerifyResourceTransferResponse } from '#libs/vercel-contract';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { InstallationRepository } from '../installations/index.js';
import { assertInUse, assertOpenTo, assertStays } from './claim-rules.js';
import { TransferClaimRepository } from './transfer-claim.repository.js';
import { TransferTerms } from './transfer-terms.js';
import { TransferableResources } from './transferable-resources.js';

/** Tells a target whether it could take what a claim promises, and keeps what it was told; reserves nothing. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly claims: TransferClaimRepository,
    private readonly installations: InstallationRepository,
    private readonly transferable: TransferableResources,
    private readonly terms: TransferTerms,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  verify(targetId: string, claimId: string): Promise<VerifyResourceTransferResponse> {
    return this.unitOfWork.run(async () => {
      const claim = await this.claims.findAnywhere(claimId);
      assertOpenTo(claim, targetId, this.clock.now());
      assertStays(await this.installations.find(claim.installationId));
      const promised = await this.claims.promisedBy(claim);
      const resources = await this.transferable.find(claim.installationId, promised);
      const target = await this.installations.find(targetId);
      if (target === null) throw new NotFound('Installation');
      assertInUse(target);
      const { newPlan } = await this.terms.of(target, resources);
      await this.claims.noteVerified(targetId, claimId, newPlan?.id ?? null, this.clock.now());
      return newPlan === null ? {} : { newBillingPlan: newPlan.toBillingPlan() };
    });
  }
}
