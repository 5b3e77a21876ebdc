import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { InstallationRepository } from '../../installations/index.js';
import type { BillingAccount } from './billing-account.entity.js';
import { BillingAccountRepository } from './billing-account.repository.js';
import { BillingCalendar } from './billing-calendar.js';
import { ClosedPeriodRepository } from './closed-period.repository.js';
import { PeriodClose } from './period-close.service.js';

/** What the end of an installation comes to, in cents. */
export interface FinalBill {
  /** Stands on invoices that end with the uninstall; zero: nothing is owed for this time. */
  readonly invoicedCents: number;
  /** Too little for an invoice; below zero it is credit that nothing was left to be set off against. */
  readonly writtenOffCents: number;
}

/** Charges a customer who leaves for everything until the uninstall was asked for. */
@Injectable()
export class FinalInvoice {
  constructor(
    private readonly accounts: BillingAccountRepository,
    private readonly installations: InstallationRepository,
    private readonly periods: ClosedPeriodRepository,
    private readonly calendar: BillingCalendar,
    private readonly close: PeriodClose,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Closes what is open, without waiting for late usage, and writes the last invoice down; a repetition changes nothing and tells the same.
   * Null for an installation that stays.
   */
  prepare(installationId: string): Promise<FinalBill | null> {
    return this.unitOfWork.run(async () => {
      const installation = await this.installations.lock(installationId);
      const leavesAt = installation?.uninstallRequestedAt ?? null;
      const account = await this.accounts.lock(installationId);
      if (leavesAt === null || account === null) return null;
      return account.finishedAt === null ? this.finish(account, leavesAt) : this.tellAgain(installationId);
    });
  }

  private async finish(account: BillingAccount, leavesAt: Date): Promise<FinalBill> {
    if (!account.isOpened) account.begin(this.calendar.periodAt(account.anchoredAt, leavesAt));
    while (account.periodEnd <= leavesAt) await this.close.close(account, leavesAt);
    await this.close.closeLast(account, leavesAt);
    account.finish(this.clock.now());
    await this.accounts.update(account);
    return this.tellAgain(account.installationId);
  }

  private async tellAgain(installationId: string): Promise<FinalBill> {
    const [last] = await this.periods.findLast(installationId, 1);
    const isWrittenOff = last?.outcome === 'written-off';
    const cents = last?.cents ?? 0;
    return { invoicedCents: isWrittenOff ? 0 : cents, writtenOffCents: isWrittenOff ? cents : 0 };
  }
}
