import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Job, JobResult } from 'pg-boss';
import { type Envelope, LANES, type Lane } from './job-definition.js';
import { JobQueue } from './job-queue.js';
import { JobRunner } from './job-runner.js';

const NOTHING: Envelope = { job: 'nothing', data: {} };

const LOOPS: Readonly<Record<Lane, number>> = { customer: 3, bulk: 2 };
const BATCH: Readonly<Record<Lane, number>> = { customer: 10, bulk: 50 };

/** Takes jobs from the lanes, each lane with loops of its own so that bulk work never stands before a customer's. */
@Injectable()
export class JobWorker {
  constructor(
    private readonly queue: JobQueue,
    private readonly runner: JobRunner,
  ) {}

  async start(): Promise<void> {
    const boss = await this.queue.boss();
    for (const lane of LANES) {
      const options = {
        batchSize: BATCH[lane],
        localConcurrency: LOOPS[lane],
        perJobResults: true as const,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 2,
        notifyPollingIntervalSeconds: 10,
      };
      await boss.work<Envelope>(lane, options, (jobs) => Promise.all(jobs.map((job) => this.settle(job))));
    }
  }

  /** Takes no more jobs, and gives those in hand so long to finish. */
  async stop(graceMs: number): Promise<void> {
    if (!this.queue.isStarted) return;
    const boss = await this.queue.boss();
    const inHand = Promise.all(LANES.map((lane) => boss.offWork(lane, { wait: true })));
    await Promise.race([inHand, pause(graceMs, undefined, { ref: false })]);
  }

  private async settle({ id, data, retryCount, signal }: Job<Envelope | null>): Promise<JobResult> {
    const { job: name, data: content, traceparent } = data ?? NOTHING;
    const attempt = retryCount + 1;
    return { id, ...(await this.runner.run({ id, name, data: content, traceparent, attempt, signal })) };
  }
}
