import type {
  BillingPlan,
  CreateResourceTransferResponse,
  VerifyResourceTransferResponse,
} from '#libs/vercel-contract';
import type { PartnerClient, SystemWriteOptions } from '../partner/partner-client.js';
import type { HeldInstallation } from '../record/held.js';
import { expectAnswer } from './unexpected-answer.js';

/** How long the code lives that the claims generator gets of Vercel. */
const CODE_MS = 24 * 3_600_000;

/** Resources that wait for a team that takes them. */
export interface Claim {
  readonly id: string;
  readonly source: HeldInstallation;
  readonly resourceIds: readonly string[];
}

/** How resources go over from one installation to another; what was agreed goes into Vercel's record. */
export class TeamTransfers {
  constructor(
    private readonly partner: PartnerClient,
    private readonly installation: () => HeldInstallation,
    private readonly now: () => Date,
  ) {}

  /** Opens a claim on resources of this team, for as long as Vercel's code lives. */
  async offer(resourceIds: readonly string[], options: SystemWriteOptions = {}): Promise<Claim> {
    const source = this.installation();
    const body = { resourceIds, expiresAt: this.now().getTime() + CODE_MS };
    const answer = await this.partner.createResourceTransfer(source.id, body, options);
    const told = expectAnswer('open a claim', answer, [200]) as CreateResourceTransferResponse;
    return { id: told.providerClaimId, source, resourceIds };
  }

  /** Whether this team could take what is offered; gives the plan that it would have to take for it. */
  async verify(claim: Claim): Promise<BillingPlan | undefined> {
    const answer = await this.partner.verifyResourceTransfer(this.installation().id, claim.id);
    return (expectAnswer(`verify ${claim.id}`, answer, [200]) as VerifyResourceTransferResponse).newBillingPlan;
  }

  /** Takes what is offered; Vercel moves the resources on its side, with their secrets. */
  async accept(claim: Claim, newBillingPlan?: BillingPlan, options: SystemWriteOptions = {}): Promise<void> {
    const target = this.installation();
    expectAnswer(`accept ${claim.id}`, await this.partner.acceptResourceTransfer(target.id, claim.id, options), [204]);
    if (newBillingPlan !== undefined) target.billingPlan = newBillingPlan;
    for (const id of claim.resourceIds) {
      const resource = claim.source.resources.get(id);
      if (resource !== undefined) target.resources.set(id, resource);
      claim.source.resources.delete(id);
    }
  }
}
