import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { Settings } from '../../../platform/config/index.js';
import { UsageReader } from '../../usage/index.js';
import type { Interval } from '../periods/index.js';
import { ClosedPeriodRepository } from './closed-period.repository.js';

const DAY_SECONDS = 86_400;
/** A year of periods, whatever is kept for longer. */
const LOOKS_BACK = 12;

/** A closed period of which more, or less, may be known than was charged. */
export interface Changed extends Interval {
  /** How many events it has now. */
  readonly events: number;
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
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** Only periods whose events are all kept are compared. */
  async find(installationId: string, period: Interval): Promise<UsageKnown> {
    const kept = this.clock.inSeconds(-this.settings.retentionDays * DAY_SECONDS);
    const closed = (await this.periods.findLast(installationId, LOOKS_BACK)).filter(
      ({ periodStart }) => periodStart >= kept,
    );
    const asked = [period, ...closed.map(({ periodStart: start, periodEnd: end }) => ({ start, end }))];
    const [events = 0, ...counts] = await this.usage.countEvents(installationId, asked);
    const counted = closed.map(({ periodStart: start, periodEnd: end, events: charged }, index) => ({
      period: { start, end, events: counts[index] ?? charged },
      charged,
    }));
    return { events, changed: sinceFirstChange(counted) };
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
