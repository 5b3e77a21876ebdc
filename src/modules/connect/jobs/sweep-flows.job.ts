import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { defineJob, everySeconds, HandlesJob, type JobHandler, type TickData } from '../../../platform/jobs/index.js';
import { ConnectFlowRepository } from '../connect-flow.repository.js';

/** A code that comes again within a day is told to be used; Vercel itself takes none after 30 minutes. */
const KEPT_SECONDS = 86_400;
const BATCH = 500;

const SWEEP = everySeconds(3_600, defineJob<TickData>('connect.sweep-flows', 'bulk'));

/** Once an hour: what browsers left half-finished goes, with the codes that nobody exchanged. */
@Injectable()
@HandlesJob(SWEEP)
export class SweepFlows implements JobHandler<TickData> {
  constructor(
    private readonly flows: ConnectFlowRepository,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const before = this.clock.inSeconds(-KEPT_SECONDS);
    for (;;) {
      if ((await this.flows.sweep(before, BATCH)) < BATCH) return;
    }
  }
}
