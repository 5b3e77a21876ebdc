import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { defineJob, everySeconds, HandlesJob, type JobHandler, type TickData } from '../../../platform/jobs/index.js';
import { HandoffCodeRepository } from '../handoff/index.js';
import { SessionRepository } from '../session.repository.js';
import { SsoCodeRepository } from '../sso-code.repository.js';

/** Long after Vercel has forgotten a code. */
const CODES_KEPT_SECONDS = 86_400;
const BATCH = 500;

/** Once an hour: sessions and codes that have ended go; that they end needs nobody. */
const PRUNE = everySeconds(3_600, defineJob<TickData>('sso.prune', 'bulk'));

/** In small batches, so that none holds its locks for long. */
@Injectable()
@HandlesJob(PRUNE)
export class PruneSessions implements JobHandler<TickData> {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly codes: SsoCodeRepository,
    private readonly handoffs: HandoffCodeRepository,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    await inBatches(() => this.handoffs.prune(now, BATCH));
    await inBatches(() => this.sessions.prune(now, BATCH));
    await inBatches(() => this.codes.prune(this.clock.inSeconds(-CODES_KEPT_SECONDS), BATCH));
  }
}

async function inBatches(prune: () => Promise<number>): Promise<void> {
  while ((await prune()) >= BATCH);
}
