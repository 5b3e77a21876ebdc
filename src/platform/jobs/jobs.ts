import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Db } from 'pg-boss';
import { Sql, UnitOfWork } from '../database/index.js';
import { presentTrace } from '../tracing/index.js';
import type { Envelope, JobData, JobDefinition, Lane } from './job-definition.js';
import { JobQueue } from './job-queue.js';

/** How a job is placed. */
export interface EnqueueOptions {
  /**
   * A waiting twin of that name is enough. Only for what is placed again anyway: a worker that takes the twin at this very
   * moment reads the truth as it was before the change in hand.
   */
  readonly onceQueuedAs?: string;
  readonly afterSeconds?: number;
}

/** Writes jobs in the transaction of the change that needs them: both happen, or neither. */
@Injectable()
export class Jobs {
  private readonly texts: string[] = [];
  private readonly db: Db = {
    executeSql: async (text, values = []) => ({ rows: await this.sql.rows({ name: this.nameOf(text), text, values }) }),
  };

  constructor(
    private readonly queue: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  async enqueue<T extends JobData>(job: JobDefinition<T>, data: T, options: EnqueueOptions = {}): Promise<void> {
    this.unitOfWork.assertOpen(`The job ${job.name}`);
    await this.place(job.lane, { job: job.name, data }, options);
  }

  /** Many of a kind, by their names, in one statement: of each a waiting twin is enough. */
  async enqueueAll<T extends JobData>(job: JobDefinition<T>, byName: ReadonlyMap<string, T>): Promise<void> {
    this.unitOfWork.assertOpen(`The jobs ${job.name}`);
    if (byName.size === 0) return;
    const boss = await this.queue.boss();
    const jobs = [...byName].map(([name, data]) => ({
      data: traced({ job: job.name, data }),
      singletonKey: `${job.name}:${name}`,
    }));
    await boss.insert(job.lane, jobs, { db: this.db });
  }

  /** As `enqueue` for a kind that perhaps only another version knows; null when a twin of that name waits, else the job's id. */
  async place(lane: Lane, envelope: Envelope, options: EnqueueOptions = {}): Promise<string | null> {
    const boss = await this.queue.boss();
    return boss.send(lane, traced(envelope), {
      db: this.db,
      singletonKey: `${envelope.job}:${options.onceQueuedAs ?? randomUUID()}`,
      ...(options.afterSeconds === undefined ? {} : { startAfter: options.afterSeconds }),
    });
  }

  /** pg-boss has one long statement per lane; prepared, each is planned once per connection instead of once per job. */
  private nameOf(text: string): string {
    if (!this.texts.includes(text)) this.texts.push(text);
    return `job-statement-${this.texts.indexOf(text)}`;
  }
}

function traced(envelope: Envelope): Envelope {
  const traceparent = presentTrace();
  return traceparent === undefined ? envelope : { ...envelope, traceparent };
}
