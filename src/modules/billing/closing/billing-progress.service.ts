import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { InstallationRepository } from '../../installations/index.js';
import type { BillingAccount } from './billing-account.entity.js';
import { BillingAccountRepository } from './billing-account.repository.js';
import { BillingCalendar } from './billing-calendar.js';
import { PeriodClose } from './period-close.service.js';
import { Signups } from './signups.service.js';

/** Until then somebody may have put a plan back into the catalog. */
const UNPRICED_RETRY_SECONDS = 3_600;

/** Brings the billing of an installation as far as it can go now. */
@Injectable()
export class BillingProgress {
  constructor(
    private readonly accounts: BillingAccountRepository,
    private readonly installations: InstallationRepository,
    private readonly calendar: BillingCalendar,
    private readonly close: PeriodClose,
    private readonly signups: Signups,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Each period that is over in a transaction of its own, the oldest first, whatever was missed. */
  async bringForward(installationId: string): Promise<void> {
    let isMore: boolean;
    do isMore = await this.unitOfWork.run(() => this.step(installationId));
    while (isMore);
  }

  /** The installation is locked first, as by all who change its plans. */
  private async step(installationId: string): Promise<boolean> {
    const installation = await this.installations.lock(installationId);
    const account = await this.accounts.lock(installationId);
    if (account === null || account.finishedAt !== null) return false;
    if (installation === null || !installation.isActive) return this.leave(account, null);
    const now = this.clock.now();
    if (!account.isOpened) account.begin(this.calendar.periodAt(account.anchoredAt, now));
    if (this.calendar.closesAt(account.period) <= now) return this.closeOne(account);
    const isOver = account.periodEnd <= now;
    const period = isOver ? this.calendar.next(account.anchoredAt, account.period) : account.period;
    await this.signups.charge(account, period, now);
    return this.leave(account, this.calendar.closesAt(account.period));
  }

  private async closeOne(account: BillingAccount): Promise<boolean> {
    const isClosed = await this.close.close(account);
    if (!isClosed) return this.leave(account, this.clock.inSeconds(UNPRICED_RETRY_SECONDS));
    await this.accounts.update(account);
    return true;
  }

  private async leave(account: BillingAccount, dueAt: Date | null): Promise<false> {
    account.lookAgain(dueAt);
    await this.accounts.update(account);
    return false;
  }
}
