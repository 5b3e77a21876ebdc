import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { ListensTo } from '../../../platform/events/index.js';
import { InvoiceGivenUp } from '../invoices/index.js';
import { BillingAccountRepository } from './billing-account.repository.js';
import { ClosedPeriodRepository } from './closed-period.repository.js';
import { sumOf } from './compose/index.js';
import { LedgerRepository } from './ledger.repository.js';

/** What an operator gives up is due again: it is rated anew at the next close, by what is known then. */
@Injectable()
export class GivenUpListener {
  constructor(
    private readonly accounts: BillingAccountRepository,
    private readonly ledger: LedgerRepository,
    private readonly periods: ClosedPeriodRepository,
    private readonly clock: Clock,
  ) {}

  /** What was carried into the invoice is carried again. */
  @ListensTo(InvoiceGivenUp)
  async onGivenUp({ installationId, externalId, totalCents }: InvoiceGivenUp): Promise<void> {
    const account = await this.accounts.lock(installationId);
    if (account === null || account.finishedAt !== null) return;
    const entries = await this.ledger.takeBack(installationId, externalId, this.clock.now());
    if (entries.length === 0) return;
    await this.periods.reconsider(
      installationId,
      entries.map(({ periodStart }) => periodStart),
    );
    account.carry(account.carriedCents + totalCents + sumOf(entries));
    await this.accounts.update(account);
  }
}
