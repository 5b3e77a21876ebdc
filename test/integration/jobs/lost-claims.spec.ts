import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defineJob, HandlesJob, type JobHandler, JobWorker } from '../../../src/platform/jobs/index.js';
import type { JobContext } from '../../../src/platform/jobs/job-handler.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { until } from '../../support/until.js';
import { Replica } from './platform.js';

type Data = { readonly name: string };

interface TryInHand {
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly end: PromiseWithResolvers<void>;
}

const SLOW = defineJob<Data>('tests.slow', 'customer');
const HUNG = defineJob<Data>('tests.hung', 'customer', { withinSeconds: 0.05 });
const tries: TryInHand[] = [];

@HandlesJob(SLOW)
class Slow implements JobHandler<Data> {
  async run(_data: Data, { attempt, signal }: JobContext): Promise<void> {
    const end = Promise.withResolvers<void>();
    tries.push({ attempt, signal, end });
    await end.promise;
  }
}

@HandlesJob(HUNG)
class Hung implements JobHandler<Data> {
  run(_data: Data, { attempt, signal }: JobContext): Promise<void> {
    const end = Promise.withResolvers<void>();
    tries.push({ attempt, signal, end });
    return end.promise;
  }
}

/** As if the worker of its first try had been silent for an hour, and the next one were due. */
const SILENCE = `UPDATE pgboss.job SET heartbeat_on = now() - interval '1 hour' WHERE state = 'active' AND retry_count = 0`;
const HURRY = `UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'`;
const JOB = `SELECT state::text, retry_count AS retries, output FROM pgboss.job WHERE name <> 'dead'`;

describe('a try of a job', () => {
  let database: TestDatabase;
  let replicas: Replica[];
  beforeEach(async () => {
    database = await cloneDatabase();
    replicas = [];
    tries.length = 0;
  });
  afterEach(async () => {
    await Promise.all(replicas.map((replica) => replica.stop()));
    await database.drop();
  });

  async function worker(): Promise<Replica> {
    const replica = await Replica.start(database.url, [Slow, Hung]);
    replicas.push(replica);
    return replica.work();
  }
  const place = (replica: Replica, job: typeof SLOW): Promise<void> =>
    replica.unitOfWork.run(() => replica.jobs.enqueue(job, { name: 'it' }));
  const rows = (replica: Replica, text: string): Promise<Record<string, unknown>[]> =>
    replica.sql.rows({ text, values: [] });

  it.each<[string, (end: PromiseWithResolvers<void>) => void]>([
    ['completes', (end) => end.resolve()],
    ['fails', (end) => end.reject(new TypeError('late'))],
  ])(
    'whose worker fell silent is made again elsewhere; that it %s late changes nothing',
    async (_how, finish) => {
      const silent = await worker();
      await place(silent, SLOW);
      await until(() => tries.length === 1);
      const settled = silent.context.get(JobWorker).stop(60_000);
      const other = await worker();
      await until(async () => {
        for (const statement of [SILENCE, HURRY]) await rows(other, statement);
        return tries.length === 2;
      });
      const [early, late] = tries as [TryInHand, TryInHand];
      await until(() => early.signal.aborted);
      expect([early.attempt, late.attempt, late.signal.aborted]).toEqual([1, 2, false]);
      finish(early.end);
      await settled;
      expect(await rows(other, JOB)).toMatchObject([{ state: 'active', retries: 1 }]);
      late.end.resolve();
      await until(async () => (await rows(other, `${JOB} AND state = 'completed'`)).length === 1);
      expect(await rows(other, JOB)).toEqual([{ state: 'completed', retries: 1, output: null }]);
    },
    60_000,
  );

  it('that takes longer than its kind may is told so, counts as failed and holds nobody up', async () => {
    const replica = await worker();
    await place(replica, HUNG);
    let failed: Record<string, unknown>[] = [];
    await until(async () => (failed = await rows(replica, `${JOB} AND state = 'retry'`)).length === 1);
    expect(tries[0]?.signal.aborted).toBe(true);
    expect(failed).toMatchObject([{ output: { code: 'service_unavailable', reason: 'Not done within 0.05 seconds' } }]);
  });
});
