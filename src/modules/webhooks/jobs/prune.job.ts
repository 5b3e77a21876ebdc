import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { Settings } from '../../../platform/config/index.js';
import { defineJob, everySeconds, HandlesJob, type JobHandler, type TickData } from '../../../platform/jobs/index.js';
import { WebhookRepository } from '../webhook.repository.js';

const DAY_SECONDS = 86_400;

/** Once an hour webhooks go that are older than `RETENTION_DAYS`. */
const PRUNE = everySeconds(3_600, defineJob<TickData>('webhooks.prune', 'bulk'));

/** An id is known for at least as long as its body is kept, far beyond Vercel's 24 hours of retries. */
@Injectable()
@HandlesJob(PRUNE)
export class Prune implements JobHandler<TickData> {
  constructor(
    private readonly webhooks: WebhookRepository,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  run(): Promise<void> {
    return this.webhooks.prune(this.clock.inSeconds(-this.settings.retentionDays * DAY_SECONDS));
  }
}
