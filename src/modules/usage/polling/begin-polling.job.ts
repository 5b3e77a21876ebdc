import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { defineJob, everySeconds, HandlesJob, type JobHandler, type TickData } from '../../../platform/jobs/index.js';
import { Measurements } from '../../resources/index.js';
import { type PolledResource, UsagePollRepository } from './usage-poll.repository.js';

const PAGE = 5_000;

/** Once a day, and with that at a start after the catalog has changed. */
const BEGIN_POLLING = everySeconds(86_400, defineJob<TickData>('usage.begin-polling', 'bulk'));

/** Resources that came before a meter of theirs was polled are asked about from here on. */
@Injectable()
@HandlesJob(BEGIN_POLLING)
export class BeginPolling implements JobHandler<TickData> {
  constructor(
    private readonly polls: UsagePollRepository,
    private readonly measurements: Measurements,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const { products } = this.measurements;
    if (products.length === 0) return;
    let last: PolledResource | null = null;
    do last = await this.polls.beginNext(products, last, PAGE, this.clock.now());
    while (last !== null);
  }
}
