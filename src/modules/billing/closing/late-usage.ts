import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { Settings } from '../../../platform/config/index.js';
import { UsageReader } from '../../usage/index.js';
import type { Interval } from '../periods/index.js';
import type { BillingAccount } from './billing-account.entity.js';
import { BillingCalendar } from './billing-calendar.js';
import type { ClosedPeriod } from './closed-period.entity.js';
import { ClosedPeriodRepository } from './closed-period.repository.js';

const DAY_SECONDS = 86_400;
/** A year of periods, whatever is kept for longer. */
const LOOKS_BACK = 12;

/** A closed period of which more, or less, may be known than was charged. */
export interface Changed extends Interval {
  /** How many events it has now. */
  readonly events: number;
  /** Whether there is a row of it. */
  readonly isKept: boolean;
}

/** What is known of the usage of a period that ends, and of those before. */
export interface UsageKnown {
  /** Counted before it is rated: what comes in between is found the next time. */
  readonly events: number;
  readonly changed: readonly Changed[];
}

/** Finds usage that came after its period was closed. */
@Injectable()
export class LateUsage {
  constructor(
    private readonly periods: ClosedPeriodRepository,
    private readonly usage: UsageReader,
    private readonly calendar: BillingCalendar,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** Only periods whose events are all kept are compared; of those of which nothing was kept nothing was charged. */
  async find(account: BillingAccount): Promise<UsageKnown> {
    const { installationId, period } = account;
    const kept = this.clock.inSeconds(-this.settings.retentionDays * DAY_SECONDS);
    const known = await this.periods.findLast(installationId, LOOKS_BACK);
    const past = this.before(account, known).filter(({ start }) => start >= kept);
    const [events = 0, ...counts] = await this.usage.countEvents(installationId, [period, ...past]);
    const counted = past.map(({ start, end, charged }, index) => ({
      period: { start, end, events: counts[index] ?? charged ?? 0, isKept: charged !== null },
      charged: charged ?? 0,
    }));
    return { events, changed: sinceFirstChange(counted) };
  }

  /** The periods before the open one, newest first, and how many events of each were charged; null where nothing was kept. */
  private before(
    { anchoredAt, chargedSince, periodStart }: BillingAccount,
    known: readonly ClosedPeriod[],
  ): readonly (Interval & { readonly charged: number | null })[] {
    const past: (Interval & { readonly charged: number | null })[] = [];
    let end = periodStart;
    while (past.length < LOOKS_BACK && end > chargedSince) {
      const own = known.find(({ periodEnd }) => +periodEnd === +end);
      const start = own?.periodStart ?? this.startOfGap(anchoredAt, end, known);
      past.push({ start, end, charged: own?.events ?? null });
      end = start;
    }
    return past;
  }

  /** Periods may have been counted in another way when the one before was closed. */
  private startOfGap(anchoredAt: Date, end: Date, known: readonly ClosedPeriod[]): Date {
    const { start } = this.calendar.periodAt(anchoredAt, new Date(end.getTime() - 1));
    const earlier = known.find(({ periodEnd }) => periodEnd < end);
    return earlier !== undefined && earlier.periodEnd > start ? earlier.periodEnd : start;
  }
}

interface Counted {
  readonly period: Changed;
  /** How many events it had when it was last rated. */
  readonly charged: number;
}

/** Those after it as well: a level goes on into the periods that follow, where nothing new was told. */
function sinceFirstChange(newestFirst: readonly Counted[]): readonly Changed[] {
  const first = newestFirst.findLastIndex(({ period, charged }) => period.events !== charged);
  return newestFirst.slice(0, first + 1).map(({ period }) => period);
}
