import { SchedulerRegistry } from '@nestjs/schedule';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { PgBoss } from 'pg-boss';
import type pg from 'pg';
import { JobQueue, LANES, type Lane, Ticks } from '../../../src/platform/jobs/index.js';
import type { Envelope } from '../../../src/platform/jobs/job-definition.js';
import { JobRegistry } from '../../../src/platform/jobs/job-registry.js';
import type { Moment } from '../life/life.js';
import { JobRunner } from '../../../src/platform/jobs/job-runner.js';

const BATCH = 16;
/** What has ended is of no interest any more, and there is no supervisor who would clear it away. */
const FORGET_ENDED = `DELETE FROM pgboss.job WHERE state = 'completed'`;
const END_BACKOFF = `UPDATE pgboss.job SET start_after = now() WHERE state IN ('created', 'retry') AND start_after > now()`;
/** What failed, or waited for its turn, on a machine that is busy: time stands still, so it is due in the same moment. */
const AGAIN = `UPDATE pgboss.job SET start_after = now()
  WHERE start_after > now() AND (state = 'retry' OR state = 'created' AND singleton_key LIKE '%:put back %')`;
/** The same of what Vercel is to be told. */
const TELL_AGAIN = `UPDATE billing_pushes SET due_at = $1 WHERE attempts > 0 AND due_at > $1`;
const MOST_PASSES = 5;
/** Asks Vercel about every installation: at the end is enough, and much. */
const NIGHTLY = 'installations.reconcile-nightly';
/** What clears away has nothing to do with money, and is done every month. */
const CLEARING = /prune|purge|forget/;
const MONTH_MS = 30 * 86_400_000;
/** What Vercel shows in the meantime: most of a year's calls, and every one like the one before. */
const SHOWING = 'billing.push-due';

/** A job that failed for good, or once more. */
export interface FailedJob {
  readonly name: string;
  readonly status: string;
  readonly output: unknown;
}

/**
 * The workers of a product whose time stands still: what is due is found by its own ticks, and its jobs are run by its own runner
 * until none is left. What fails is tried again when time has moved.
 */
export class Work {
  readonly failed: FailedJob[] = [];
  private readonly ticks: readonly string[];
  private clearedAt = 0;

  private constructor(
    private readonly app: NestExpressApplication,
    private readonly boss: PgBoss,
    private readonly database: pg.Pool,
  ) {
    this.ticks = namesOfTicks(app);
  }

  static async of(app: NestExpressApplication, database: pg.Pool): Promise<Work> {
    const work = new Work(app, await app.get(JobQueue).boss(), database);
    await work.runJobs();
    return work;
  }

  /** Does everything that is due; what is shown to customers comes last. */
  async settle({ isShown, isNight }: Pick<Moment, 'isShown' | 'isNight'>): Promise<void> {
    await this.database.query(FORGET_ENDED);
    await this.database.query(END_BACKOFF);
    const isToClear = Date.now() - this.clearedAt >= MONTH_MS;
    if (isToClear) this.clearedAt = Date.now();
    for (const tick of this.ticks)
      if (tick !== NIGHTLY && tick !== SHOWING && (isToClear || !CLEARING.test(tick))) await this.runTick(tick);
    if (isNight) await this.runNight();
    await this.runJobs();
    if (isShown) await this.show();
  }

  private async show(): Promise<void> {
    for (let pass = 0; pass < MOST_PASSES; pass += 1) {
      await this.runTick(SHOWING);
      await this.runJobs();
      const { rowCount } = await this.database.query(TELL_AGAIN, [new Date()]);
      if (rowCount === 0) return;
    }
  }

  /** Whatever the jobs say that they find has been placed by then: they place their own next steps before they end. */
  async runJobs(): Promise<void> {
    for (let pass = 0; pass < MOST_PASSES; pass += 1) {
      await this.runAll();
      const { rowCount } = await this.database.query(AGAIN);
      if (rowCount === 0) return;
    }
  }

  /** Tells how many. */
  private async runAll(): Promise<number> {
    for (let all = 0; ;) {
      const counts = await Promise.all(LANES.map((lane) => this.runBatch(lane)));
      const count = counts.reduce((sum, each) => sum + each, 0);
      if (count === 0) return all;
      all += count;
    }
  }

  private async runBatch(lane: Lane): Promise<number> {
    const taken = await this.boss.fetch<Envelope>(lane, { batchSize: BATCH });
    const ended = await Promise.all(taken.map((job) => this.runOne(job)));
    const done = ended.filter(({ status }) => status === 'completed').map(({ id }) => id);
    if (done.length > 0) await this.boss.complete(lane, done);
    for (const { id, name, status, output } of ended) {
      if (status === 'completed') continue;
      this.failed.push({ name, status, output });
      if (status === 'failed') await this.boss.fail(lane, id, output);
      else await this.boss.cancel(lane, id);
    }
    return taken.length;
  }

  private async runOne({ id, data, retryCount = 0 }: { id: string; data: Envelope; retryCount?: number }) {
    const { signal } = new AbortController();
    const runner = this.app.get(JobRunner, { strict: false });
    const outcome = await runner.run({ id, name: data.job, data: data.data, attempt: retryCount + 1, signal });
    return { id, name: data.job, ...outcome };
  }

  /** It takes some hundred installations each minute. */
  private async runNight(): Promise<void> {
    for (;;) {
      await this.runTick(NIGHTLY);
      if ((await this.runAll()) === 0) return;
    }
  }

  private async runTick(name: string): Promise<void> {
    const known = this.app.get(JobRegistry, { strict: false }).find(name);
    const { signal } = new AbortController();
    await known?.handler.run({ slot: new Date().toISOString() }, { signal, attempt: 1 });
  }
}

/** Ticks are known to the scheduler only while they tick. */
function namesOfTicks(app: NestExpressApplication): readonly string[] {
  const ticks = app.get(Ticks);
  ticks.start();
  const names = app.get(SchedulerRegistry).getIntervals();
  ticks.stop();
  return names;
}
