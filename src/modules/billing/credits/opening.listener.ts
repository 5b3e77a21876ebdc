import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { ListensTo } from '../../../platform/events/index.js';
import { InstallationPlanChanged } from '../../installations/index.js';
import { ResourcePlanBegun } from '../../resources/index.js';
import { BurnRepository } from './burn.repository.js';
import { LedgerRepository } from './ledger.repository.js';
import { PrepaidPlans } from './prepaid-plans.js';

/**
 * Opens an account with the first prepaid plan, so that what is used is taken from it whether something was bought or not; and has one
 * looked at when a plan is left, since who was out of use for want of credits may go on then.
 */
@Injectable()
export class OpeningListener {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly accounts: BurnRepository,
    private readonly plans: PrepaidPlans,
    private readonly clock: Clock,
  ) {}

  @ListensTo(ResourcePlanBegun)
  async onResourcePlan({ installationId, productSlug, planId, occasion }: ResourcePlanBegun): Promise<void> {
    if (this.plans.termsOf({ productSlug, planId }) !== null) await this.open(installationId);
    else if (occasion === 'later') await this.accounts.hurry([installationId], this.clock.now());
  }

  @ListensTo(InstallationPlanChanged)
  async onInstallationPlan({ installationId, plan }: InstallationPlanChanged): Promise<void> {
    if (plan.credits !== null) await this.open(installationId);
    else await this.accounts.hurry([installationId], this.clock.now());
  }

  private async open(installationId: string): Promise<void> {
    const now = this.clock.now();
    await this.ledger.open(installationId, { due: now, now });
  }
}
