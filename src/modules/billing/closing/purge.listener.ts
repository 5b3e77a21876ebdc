import { Injectable } from '@nestjs/common';
import { ListensTo } from '../../../platform/events/index.js';
import { InstallationPurging } from '../../installations/index.js';
import { BillingAccountRepository } from './billing-account.repository.js';
import { ClosedPeriodRepository } from './closed-period.repository.js';
import { LedgerRepository } from './ledger.repository.js';

/** What becomes of the billing of a customer who has left. */
@Injectable()
export class PurgeListener {
  constructor(
    private readonly accounts: BillingAccountRepository,
    private readonly periods: ClosedPeriodRepository,
    private readonly ledger: LedgerRepository,
  ) {}

  @ListensTo(InstallationPurging)
  async onPurging(event: InstallationPurging): Promise<void> {
    const { installationId, limit } = event;
    event.deleted(await this.ledger.deleteSome(installationId, limit));
    event.deleted(await this.periods.deleteSome(installationId, limit));
    await this.accounts.delete(installationId);
  }
}
