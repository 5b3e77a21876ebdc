import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { Catalog } from '../../catalog/index.js';
import type { Interval } from '../periods/index.js';
import type { BillingAccount } from './billing-account.entity.js';
import type { PeriodOutcome } from './closed-period.entity.js';
import { ClosedPeriodRepository } from './closed-period.repository.js';
import type { Booked } from './invoice-booking.service.js';
import type { Reckoning } from './period-reckoning.service.js';

/** Keeps what became of periods. */
@Injectable()
export class ClosedPeriods {
  constructor(
    private readonly periods: ClosedPeriodRepository,
    private readonly catalog: Catalog,
    private readonly clock: Clock,
  ) {}

  /** Nothing is kept of a period in which nothing was charged, nothing could have been and nothing was used: most customers pay nothing. */
  async keep(account: BillingAccount, reckoning: Reckoning, booked: Booked): Promise<void> {
    const { carriedCents, left } = reckoning.composition;
    if (!this.isWorthKeeping(account, reckoning)) return;
    const outcome = outcomeOf(booked, left.length > 0 || carriedCents !== 0);
    await this.add(account, account.period, reckoning, { outcome, cents: booked.cents, carriedOutCents: carriedCents });
  }

  /** The last period, of which nothing is carried on. */
  async keepLast(account: BillingAccount, period: Interval, reckoning: Reckoning, booked: Booked): Promise<void> {
    const { carriedCents } = reckoning.composition;
    const outcome = booked.cents > 0 ? 'invoiced' : carriedCents === 0 ? 'nothing' : 'written-off';
    const cents = booked.cents > 0 ? booked.cents : carriedCents;
    await this.add(account, period, reckoning, { outcome, cents, carriedOutCents: 0 });
  }

  private async add(
    { installationId, carriedCents: carriedInCents }: BillingAccount,
    { start: periodStart, end: periodEnd }: Interval,
    { usage, unpricedBefore }: Reckoning,
    result: { readonly outcome: PeriodOutcome; readonly cents: number; readonly carriedOutCents: number },
  ): Promise<void> {
    const closedAt = this.clock.now();
    const { events, changed } = usage;
    await this.periods.add({ installationId, periodStart, periodEnd, closedAt, events, carriedInCents, ...result });
    const open = new Set(unpricedBefore.map((one) => one.periodStart.getTime()));
    const charged = changed.filter(({ start }) => !open.has(start.getTime()));
    const kept = charged.filter(({ isKept }) => isKept);
    await this.periods.keepEvents(
      installationId,
      kept.map(({ start, events: counted }) => ({ periodStart: start, events: counted })),
    );
    const nothing = { outcome: 'nothing', cents: 0, carriedInCents: 0, carriedOutCents: 0 } as const;
    for (const { start, end, events: counted, isKept } of charged) {
      if (isKept) continue;
      await this.periods.add({
        installationId,
        periodStart: start,
        periodEnd: end,
        closedAt,
        events: counted,
        ...nothing,
      });
    }
  }

  private isWorthKeeping({ carriedCents }: BillingAccount, { dues, usage, statement }: Reckoning): boolean {
    if (carriedCents !== 0 || dues.length > 0 || usage.changed.length > 0 || usage.events > 0) return true;
    return statement.times.some(({ productSlug, planId }) => {
      const plan = this.catalog.findPlan(productSlug, planId);
      return plan !== null && !plan.isFree && plan.type === 'subscription';
    });
  }
}

function outcomeOf({ cents, isHeld }: Booked, isCarried: boolean): PeriodOutcome {
  if (isHeld) return 'held';
  if (cents > 0) return 'invoiced';
  return isCarried ? 'carried-over' : 'nothing';
}
