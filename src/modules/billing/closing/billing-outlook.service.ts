import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import type { Installation } from '../../installations/index.js';
import type { Interval } from '../periods/index.js';
import type { BillingAccount } from './billing-account.entity.js';
import { BillingAccountRepository } from './billing-account.repository.js';
import { BillingCalendar } from './billing-calendar.js';
import { type Composed, sumOf } from './compose/index.js';
import { PeriodReckoning, type Reckoning } from './period-reckoning.service.js';

/** What would be invoiced if the open period were closed now. */
export interface Outlook {
  /** The one that is open; it may be over, and wait for late usage. */
  readonly period: Interval;
  /** What was charged for it so far. */
  readonly chargedCents: number;
  /** What is left from before; below zero it is credit. */
  readonly carriedCents: number;
  readonly invoices: readonly Composed[];
  /** Too little for an invoice, or credit: carried on, or written off when it is the last period. */
  readonly leftCents: number;
  readonly isLast: boolean;
}

/** Tells what would be invoiced; it writes nothing. */
@Injectable()
export class BillingOutlook {
  constructor(
    private readonly accounts: BillingAccountRepository,
    private readonly calendar: BillingCalendar,
    private readonly reckoning: PeriodReckoning,
    private readonly clock: Clock,
  ) {}

  /** Null where nothing is charged any more. */
  async of({ id, uninstallRequestedAt: leavesAt }: Installation): Promise<Outlook | null> {
    const account = await this.accounts.find(id);
    if (account === null || account.finishedAt !== null) return null;
    if (!account.isOpened) account.begin(this.calendar.periodAt(account.anchoredAt, this.clock.now()));
    const isLast = leavesAt !== null && leavesAt < account.periodEnd;
    return this.tell(account, isLast, await this.reckon(account, leavesAt, isLast));
  }

  private reckon(account: BillingAccount, leavesAt: Date | null, isLast: boolean): Promise<Reckoning> {
    if (isLast && leavesAt !== null) return this.reckoning.atExit(account, leavesAt);
    const next = this.calendar.next(account.anchoredAt, account.period);
    return this.reckoning.atEnd(account, next, leavesAt);
  }

  private tell({ period, carriedCents }: BillingAccount, isLast: boolean, { known, composition }: Reckoning): Outlook {
    const own = known.charges.filter(({ periodStart }) => +periodStart === +period.start);
    const { invoices, carriedCents: leftCents } = composition;
    return { period, chargedCents: sumOf(own), carriedCents, invoices, leftCents, isLast };
  }
}
