import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { Job, JobResult } from 'pg-boss';
import { onBehalfOf } from '../context/index.js';
import { DomainError } from '../errors/index.js';
import { LANES, type JobData, type Lane } from './job-definition.js';
import { JobQueue } from './job-queue.js';
import { JobRegistry } from './job-registry.js';

interface Envelope {
  readonly job: string;
  readonly data: JobData;
}

const NOTHING: Envelope = { job: 'nothing', data: {} };

const LOOPS: Readonly<Record<Lane, number>> = { customer: 3, bulk: 2 };
const BATCH: Readonly<Record<Lane, number>> = { customer: 10, bulk: 50 };

/** Takes jobs from the lanes, each lane with loops of its own so that bulk work never stands before a customer's. */
@Injectable()
export class JobWorker {
  private readonly logger = new Logger(JobWorker.name);

  constructor(
    private readonly queue: JobQueue,
    private readonly registry: JobRegistry,
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

  /** Never throws: that would fail all the jobs that were taken with this one. */
  private async settle(job: Job<Envelope | null>): Promise<JobResult> {
    const { job: name, data } = job.data ?? NOTHING;
    const handler = this.registry.find(name);
    if (handler === null) return { id: job.id, status: 'failed', output: { reason: `No handler for ${name}` } };
    try {
      await onBehalfOf({ actor: { kind: 'job', id: name }, requestId: job.id }, () =>
        handler.run(data, { signal: job.signal, attempt: job.retryCount + 1 }),
      );
      return { id: job.id, status: 'completed' };
    } catch (error) {
      this.logger.warn('A job failed', { err: error, job: name, attempt: job.retryCount + 1 });
      return { id: job.id, ...failure(error) };
    }
  }
}

/** What can never succeed is not tried again; the reason kept with the job names the error and holds no values. */
function failure(error: unknown): Pick<JobResult, 'status' | 'output'> {
  if (error instanceof DomainError) {
    const reason = { code: error.code, reason: error.message };
    return { status: error.isFinal ? 'deadletter' : 'failed', output: reason };
  }
  return { status: 'failed', output: { reason: error instanceof Error ? error.name : 'unknown' } };
}
