import { Injectable, Logger } from '@nestjs/common';
import type { JobResult } from 'pg-boss';
import { onBehalfOf } from '../context/index.js';
import { UnitOfWork } from '../database/index.js';
import { DomainError, Unavailable } from '../errors/index.js';
import type { JobData, JobDefinition } from './job-definition.js';
import { inJobSpan } from '../tracing/index.js';
import { JobMetrics } from './job-metrics.js';
import { JobRegistry, type KnownJob } from './job-registry.js';
import { JobTurns } from './job-turns.js';
import { Jobs } from './jobs.js';
import { within } from './time-limit.js';

/** One try of a job, as it was taken from its lane. */
export interface Try {
  readonly id: string;
  /** Unknown to this version when another one has written it. */
  readonly name: string;
  readonly data: JobData;
  /** The trace that it goes on in. */
  readonly traceparent?: string | undefined;
  /** 1 at the first. */
  readonly attempt: number;
  /** Aborted when the queue takes the job away. */
  readonly signal: AbortSignal;
}

/** How a try ended, and what is kept with it: the error's code and message, or its name, and never values. */
export type Outcome = Pick<JobResult, 'status' | 'output'>;

const DONE: Outcome = { status: 'completed' };
const PUT_BACK_SECONDS = 1;

/** Runs one try of a job: in its turn, within its time, to an outcome. */
@Injectable()
export class JobRunner {
  private readonly logger = new Logger(JobRunner.name);

  constructor(
    private readonly registry: JobRegistry,
    private readonly turns: JobTurns,
    private readonly jobs: Jobs,
    private readonly unitOfWork: UnitOfWork,
    private readonly metrics: JobMetrics,
  ) {}

  /** Never throws: that would fail all the jobs that were taken with this one. */
  async run(job: Try): Promise<Outcome> {
    const startedAt = performance.now();
    const name = this.registry.find(job.name) === null ? 'unknown' : job.name;
    const { id, attempt, traceparent } = job;
    const outcome = await inJobSpan({ name, id, attempt, traceparent }, () => this.bringToOutcome(job));
    this.metrics.note({ job: name, outcome: outcome.status }, (performance.now() - startedAt) / 1_000);
    return outcome;
  }

  private async bringToOutcome(job: Try): Promise<Outcome> {
    const known = this.registry.find(job.name);
    if (known === null) return { status: 'failed', output: { reason: `No handler for ${job.name}` } };
    try {
      await onBehalfOf({ actor: { kind: 'job', id: job.name }, requestId: job.id }, () => this.inTurn(job, known));
      return DONE;
    } catch (error) {
      this.logger.warn('A job failed', { err: error, job: job.name, attempt: job.attempt });
      return failure(error);
    }
  }

  private async inTurn(job: Try, known: KnownJob): Promise<void> {
    const { definition } = known;
    const installationId = definition.turnOf(job.data);
    if (installationId === null) return handle(job, known);
    const { id: jobId, attempt } = job;
    const end = await this.turns.take({ installationId, jobId, attempt, withinSeconds: definition.withinSeconds });
    if (end === null) return this.putBack(job, definition);
    try {
      await handle(job, known);
    } finally {
      await end();
    }
  }

  /** To wait is not to fail, so a job waits as a new one; only one that has failed before goes on with its tries. */
  private async putBack({ data, attempt }: Try, definition: JobDefinition): Promise<void> {
    if (attempt > 1) throw new Unavailable('Another job of the installation has its turn');
    const options = { afterSeconds: PUT_BACK_SECONDS, onceQueuedAs: `put back ${JSON.stringify(data)}` };
    await this.unitOfWork.run(() => this.jobs.enqueue(definition, data, options));
  }
}

function handle({ data, attempt, signal }: Try, { definition, handler }: KnownJob): Promise<void> {
  return within(definition.withinSeconds, signal, (limited) => handler.run(data, { signal: limited, attempt }));
}

/** What can never succeed is not tried again. */
function failure(error: unknown): Outcome {
  if (error instanceof DomainError) {
    const reason = { code: error.code, reason: error.message };
    return { status: error.isFinal ? 'deadletter' : 'failed', output: reason };
  }
  return { status: 'failed', output: { reason: error instanceof Error ? error.name : 'unknown' } };
}
