import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { Settings } from '../../../platform/config/index.js';
import { defineJob, everySeconds, HandlesJob, type JobHandler, type TickData } from '../../../platform/jobs/index.js';
import { UsageRepository } from '../usage.repository.js';

const DAY_SECONDS = 86_400;

/** Once an hour usage goes that is older than `RETENTION_DAYS`. */
const PRUNE = everySeconds(3_600, defineJob<TickData>('usage.prune', 'bulk'));

/** An id is known a day longer than an event of its time could be sent again; sums by day stay. */
@Injectable()
@HandlesJob(PRUNE)
export class Prune implements JobHandler<TickData> {
  constructor(
    private readonly usage: UsageRepository,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  run(): Promise<void> {
    const daysAgo = (days: number): Date => this.clock.inSeconds(-days * DAY_SECONDS);
    const { retentionDays } = this.settings;
    return this.usage.prune({ events: daysAgo(retentionDays), keys: daysAgo(retentionDays + 1) });
  }
}
