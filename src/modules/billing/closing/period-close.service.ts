import { Injectable } from '@nestjs/common';
import { amountOf } from '#libs/money';
import { FindingRepository } from '../../installations/index.js';
import type { BillingAccount } from './billing-account.entity.js';
import { BillingCalendar } from './billing-calendar.js';
import { ClosedPeriods } from './closed-periods.js';
import { type Booked, InvoiceBooking } from './invoice-booking.service.js';
import { PeriodReckoning, type Reckoning } from './period-reckoning.service.js';

/** Closes periods. In the caller's unit of work, behind the lock of the billing account, which the caller writes. */
@Injectable()
export class PeriodClose {
  constructor(
    private readonly calendar: BillingCalendar,
    private readonly reckoning: PeriodReckoning,
    private readonly booking: InvoiceBooking,
    private readonly closed: ClosedPeriods,
    private readonly findings: FindingRepository,
  ) {}

  /**
   * Charges all that is due and opens the next period. False where nobody knows what some of it costs: then it stays open, unless the
   * customer leaves at an instant after it.
   */
  async close(account: BillingAccount, leavesAt: Date | null = null): Promise<boolean> {
    const { installationId, periodStart } = account;
    const next = this.calendar.next(account.anchoredAt, account.period);
    const reckoning = await this.reckoning.atEnd(account, next, leavesAt);
    await this.raise(account, reckoning);
    if (reckoning.unpriced.length > 0 && leavesAt === null) return false;
    const booked = await this.booking.book(installationId, `close-${periodStart.toISOString()}`, reckoning.composition);
    await this.closed.keep(account, reckoning, booked);
    account.enter(next, reckoning.composition.carriedCents);
    return true;
  }

  /** The open period is the last one: it ends when the customer leaves, and what is too little is written off. */
  async closeLast(account: BillingAccount, leavesAt: Date): Promise<Booked> {
    const { installationId, periodStart } = account;
    const reckoning = await this.reckoning.atExit(account, leavesAt);
    await this.raise(account, reckoning);
    const booked = await this.booking.book(installationId, `final-${periodStart.toISOString()}`, reckoning.composition);
    await this.raiseCredit(installationId, reckoning.composition.carriedCents);
    await this.closed.keepLast(account, { start: periodStart, end: leavesAt }, reckoning, booked);
    return booked;
  }

  /** Nothing is left to set it off against; whether it is given back is for an operator to decide. */
  private async raiseCredit(installationId: string, cents: number): Promise<void> {
    if (cents >= 0) return;
    const found = { subject: installationId, details: { amount: amountOf(-cents) } };
    await this.findings.replace(installationId, 'credit-at-exit', [found]);
  }

  /** What is told last of a subject counts: that of the present period, which cannot be closed for it. */
  private async raise(
    { installationId, periodStart }: BillingAccount,
    { unpriced, unpricedBefore }: Reckoning,
  ): Promise<void> {
    const found = [...unpricedBefore, { periodStart, times: unpriced }].flatMap(({ periodStart: since, times }) =>
      times.map(({ resourceId, planId }) => ({
        subject: resourceId ?? installationId,
        details: { planId, periodStart: since.toISOString(), isClosed: since < periodStart },
      })),
    );
    await this.findings.replace(installationId, 'unpriced-plan', found);
  }
}
