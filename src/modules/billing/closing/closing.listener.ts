import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { ListensTo } from '../../../platform/events/index.js';
import { Jobs } from '../../../platform/jobs/index.js';
import { Catalog } from '../../catalog/index.js';
import { InstallationInstalled, InstallationPlanChanged, UninstallRequested } from '../../installations/index.js';
import { ResourcePlanBegun } from '../../resources/index.js';
import { BillingAccount } from './billing-account.entity.js';
import { BillingAccountRepository } from './billing-account.repository.js';
import { BillingCalendar } from './billing-calendar.js';
import { BRING_BILLING_FORWARD } from './jobs/bring-billing-forward.definition.js';

/** What becomes of a customer's billing when something else happens to them. */
@Injectable()
export class ClosingListener {
  constructor(
    private readonly accounts: BillingAccountRepository,
    private readonly calendar: BillingCalendar,
    private readonly catalog: Catalog,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  @ListensTo(InstallationInstalled)
  async onInstalled({ installationId, at }: InstallationInstalled): Promise<void> {
    const period = this.calendar.periodAt(at, at);
    await this.accounts.addOnce(BillingAccount.open(installationId, at, period, this.calendar.closesAt(period)));
  }

  @ListensTo(InstallationPlanChanged)
  async onPlanChanged({ installationId, plan }: InstallationPlanChanged): Promise<void> {
    if (plan.chargesAtOnce) await this.hurry(installationId);
  }

  /** Nothing is read or written for plans that are paid at the end. */
  @ListensTo(ResourcePlanBegun)
  async onPlanBegun({ installationId, productSlug, planId }: ResourcePlanBegun): Promise<void> {
    const plan = this.catalog.findPlan(productSlug, planId);
    if (plan?.chargesAtOnce === true && plan.scope === 'resource') await this.hurry(installationId);
  }

  /** The rest is the settlement's, which asks for the last invoice. */
  @ListensTo(UninstallRequested)
  async onLeaving({ installationId }: UninstallRequested): Promise<void> {
    await this.accounts.stop(installationId);
  }

  private async hurry(installationId: string): Promise<void> {
    await this.accounts.hurry(installationId, this.clock.now());
    await this.jobs.enqueue(BRING_BILLING_FORWARD, { installationId }, { onceQueuedAs: installationId });
  }
}
