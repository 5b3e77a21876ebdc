import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { Settings } from '../../../platform/config/index.js';
import { Catalog } from '../../catalog/index.js';
import type { Installation } from '../../installations/index.js';
import { UsageReader } from '../../usage/index.js';
import { type Interval, periodAt } from '../periods/index.js';
import { BurnRepository, type PastPeriod } from './burn.repository.js';

const DAY_MS = 86_400_000;
/** Most of what comes late is of the last period; older ones are looked at each night. */
const RECENT = 2;

/** How far back is looked for late usage. */
export type Reach = 'recent' | 'all';

/** The periods that are over and have other usage than when they were rated. In the caller's unit of work. */
@Injectable()
export class LatePeriods {
  constructor(
    private readonly burns: BurnRepository,
    private readonly usage: UsageReader,
    private readonly catalog: Catalog,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /**
   * Those after the first of them as well: a level goes on into the periods that follow. The number of events was read before, so that
   * what comes meanwhile is found the next time.
   */
  async find(installation: Pick<Installation, 'id' | 'createdAt'>, reach: Reach): Promise<readonly PastPeriod[]> {
    const { id } = installation;
    const oldest = new Date(this.clock.now().getTime() - this.settings.retentionDays * DAY_MS);
    await this.burns.forgetPeriods(id, oldest);
    const known = await this.burns.pastPeriods(id);
    const added = this.since(installation, known.at(-1)?.end ?? oldest);
    await this.burns.addPeriods(id, added);
    const all = [...known, ...added.map((period) => ({ ...period, events: null }))];
    const past = reach === 'all' ? all : all.filter(({ events }, at) => events === null || at >= all.length - RECENT);
    if (past.length === 0) return [];
    const counts = await this.usage.countEvents(id, past);
    const counted = past.map((period, place) => ({ ...period, now: counts[place] ?? 0 }));
    const first = counted.findIndex(({ events, now }) => events !== now);
    if (first === -1) return [];
    return counted.slice(first).map(({ start, end, now }) => ({ start, end, events: now }));
  }

  /** Those that have ended, from that which has the instant on. */
  private since({ createdAt }: Pick<Installation, 'createdAt'>, from: Date): readonly Interval[] {
    const periods: Interval[] = [];
    const now = this.clock.now();
    const first = createdAt > from ? createdAt : from;
    for (let period = this.at(createdAt, first); period.end <= now; period = this.at(createdAt, period.end))
      periods.push(period);
    return periods;
  }

  private at(createdAt: Date, at: Date): Interval {
    return periodAt(this.catalog.period, createdAt, at);
  }
}
