import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineJob, HandlesJob, type JobHandler } from '../../../src/platform/jobs/index.js';
import { JobTurns } from '../../../src/platform/jobs/job-turns.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { until } from '../../support/until.js';
import { Replica } from './platform.js';

type Data = { readonly installationId: string; readonly name: string };

const ALONE = defineJob<Data>('tests.alone', 'customer', { oneAtATimeFor: ({ installationId }) => installationId });
const events: string[] = [];
const held = new Map<string, PromiseWithResolvers<void>>();

@HandlesJob(ALONE)
class Alone implements JobHandler<Data> {
  async run({ name }: Data): Promise<void> {
    events.push(`${name} begins`);
    await held.get(name)?.promise;
    events.push(`${name} ends`);
  }
}

const OCCUPY = `INSERT INTO job_turns (installation_id, job_id, attempt, held_until) VALUES ($1, gen_random_uuid(), 1, $2)`;
const TURN = 'SELECT attempt FROM job_turns';

describe('jobs of which one at a time runs for an installation', () => {
  let database: TestDatabase;
  let replicas: readonly Replica[];
  beforeAll(async () => {
    database = await cloneDatabase();
    replicas = await Promise.all(
      [1, 2].map(async () => (await Replica.start(database.url, [Alone], { poolSize: 2 })).work()),
    );
  });
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.stop()));
    await database.drop();
  });

  const replica = (at: number): Replica => replicas[at] as Replica;
  const rows = (text: string, values: readonly unknown[] = []): Promise<unknown[]> =>
    replica(0).sql.rows({ text, values });
  const place = (...jobs: readonly Data[]): Promise<void> =>
    replica(0).unitOfWork.run(async () => {
      for (const job of jobs) await replica(0).jobs.enqueue(ALONE, job);
    });
  const hold = (name: string): (() => void) => {
    const latch = Promise.withResolvers<void>();
    held.set(name, latch);
    return latch.resolve;
  };

  it('wait for each other, and keep neither those of another installation nor a connection', async () => {
    const names = ['one', 'two', 'three', 'four'];
    const release = hold('one');
    await place({ installationId: 'icfg_a', name: 'one' });
    await until(() => events.includes('one begins'));
    await place(...names.slice(1).map((name) => ({ installationId: 'icfg_a', name })));
    await place({ installationId: 'icfg_b', name: 'elsewhere' });
    await until(() => events.includes('elsewhere ends'));
    expect(events).toEqual(['one begins', 'elsewhere begins', 'elsewhere ends']);
    expect(await Promise.all([1, 2, 3].map(() => replica(0).unitOfWork.run(() => rows('SELECT 1 AS alive'))))).toEqual(
      Array.from({ length: 3 }, () => [{ alive: 1 }]),
    );
    release();
    await until(() => names.every((name) => events.includes(`${name} ends`)));
    const ofThis = events.filter((event) => !event.startsWith('elsewhere'));
    ofThis.forEach((event, at) => {
      if (at % 2 === 0) expect(ofThis[at + 1]).toBe(event.replace('begins', 'ends'));
    });
    expect(ofThis).toHaveLength(8);
    await until(async () => (await rows(`${TURN} WHERE installation_id = 'icfg_a'`)).length === 0);
  });

  it('are put back when their turn does not come, and run once it has', async () => {
    await rows(OCCUPY, ['icfg_c', new Date(Date.now() + 86_400_000)]);
    await place({ installationId: 'icfg_c', name: 'patient' });
    const completed = `SELECT 1 FROM pgboss.job WHERE data->'data'->>'name' = 'patient' AND state = 'completed'`;
    await until(async () => (await rows(completed)).length > 0);
    expect(events).not.toContain('patient begins');
    await rows(`DELETE FROM job_turns WHERE installation_id = 'icfg_c'`);
    await until(() => events.includes('patient ends'));
    expect(events.filter((event) => event === 'patient begins')).toHaveLength(1);
  }, 60_000);

  it('do not wait for one whose process has died', async () => {
    await rows(OCCUPY, ['icfg_d', new Date(0)]);
    await place({ installationId: 'icfg_d', name: 'heir' });
    await until(() => events.includes('heir ends'));
  });

  it('go over to the later try of a job, which the end of the earlier one does not end', async () => {
    const turn = { installationId: 'icfg_e', jobId: randomUUID(), withinSeconds: 60 };
    const [first, second] = [replica(0).context.get(JobTurns), replica(1).context.get(JobTurns)];
    const endOfFirst = await first.take({ ...turn, attempt: 1 });
    const endOfSecond = await second.take({ ...turn, attempt: 2 });
    await endOfFirst?.();
    expect(await rows(`${TURN} WHERE installation_id = 'icfg_e'`)).toEqual([{ attempt: 2 }]);
    await endOfSecond?.();
    expect(await rows(`${TURN} WHERE installation_id = 'icfg_e'`)).toEqual([]);
  });
});
