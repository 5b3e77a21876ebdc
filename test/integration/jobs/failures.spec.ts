import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Conflict, Unavailable } from '../../../src/platform/errors/index.js';
import { defineJob, HandlesJob, type JobHandler } from '../../../src/platform/jobs/index.js';
import type { JobContext } from '../../../src/platform/jobs/job-handler.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { until } from '../../support/until.js';
import { Replica } from './platform.js';

type Data = { readonly name: string; readonly fails: 'never' | 'once' | 'transient' | 'final' | 'unexpected' };

const TRY = defineJob<Data>('tests.try', 'customer');
const attempts: { readonly name: string; readonly attempt: number }[] = [];

@HandlesJob(TRY)
class Try implements JobHandler<Data> {
  async run({ name, fails }: Data, { attempt }: JobContext): Promise<void> {
    attempts.push({ name, attempt });
    if (fails === 'final') throw new Conflict('It can never be');
    if (fails === 'unexpected') throw new TypeError('the password is hunter2');
    if (fails === 'transient' || (fails === 'once' && attempt === 1)) throw new Unavailable('Not now');
  }
}

const LAST_CHANCE = { text: `UPDATE pgboss.job SET retry_limit = 0 WHERE data->'data'->>'name' = $1` };
const HURRY = {
  text: `UPDATE pgboss.job SET start_after = now() WHERE state = 'retry' AND data->'data'->>'name' = $1`,
};
const EMPTY = { text: `UPDATE pgboss.job SET data = NULL WHERE data->'data'->>'name' = $1` };
const ACTIVE = { text: `SELECT 1 FROM pgboss.job WHERE name <> 'dead' AND state IN ('created', 'active')` };
const TAKEN_WITH = {
  text: `SELECT data IS NOT NULL AS readable, state::text AS state, count(*)::int AS count FROM pgboss.job
    WHERE data IS NULL OR data->'data'->>'name' LIKE 'taken with%' GROUP BY 1, 2 ORDER BY 1`,
};
const DEAD = {
  text: `SELECT source_output AS reason, data FROM pgboss.job WHERE name = 'dead' AND data->'data'->>'name' = $1`,
};

describe('a job that fails', () => {
  let database: TestDatabase;
  let replica: Replica;
  beforeAll(async () => {
    database = await cloneDatabase();
    replica = await (await Replica.start(database.url, [Try])).work();
  });
  afterAll(async () => {
    await replica.stop();
    await database.drop();
  });

  const place = (name: string, fails: Data['fails'], limit?: 'last chance'): Promise<void> =>
    replica.unitOfWork.run(async () => {
      await replica.jobs.enqueue(TRY, { name, fails });
      if (limit === 'last chance') await replica.sql.rows({ ...LAST_CHANCE, values: [name] });
    });
  const dead = (name: string) => replica.sql.rows<{ reason: unknown; data: unknown }>({ ...DEAD, values: [name] });
  const attemptsOf = (name: string) => attempts.filter((one) => one.name === name).map(({ attempt }) => attempt);

  it('is tried again, and is told so', async () => {
    await place('once', 'once');
    const hurried = () => replica.sql.affected({ ...HURRY, values: ['once'] });
    await until(async () => (await hurried()) === 1 || attemptsOf('once').length === 2);
    await place('wakes the worker', 'never');
    await until(() => attemptsOf('once').length === 2);
    expect(attemptsOf('once')).toEqual([1, 2]);
  });

  it('becomes a dead letter at once when it can never succeed, with the reason', async () => {
    await place('final', 'final');
    await until(async () => (await dead('final')).length > 0);
    expect(await dead('final')).toEqual([
      {
        reason: { code: 'conflict', reason: 'It can never be' },
        data: { job: 'tests.try', data: { name: 'final', fails: 'final' } },
      },
    ]);
    expect(attemptsOf('final')).toEqual([1]);
  });

  it('becomes a dead letter when it has used up its tries', async () => {
    await place('used up', 'transient', 'last chance');
    await until(async () => (await dead('used up')).length > 0);
    expect(await dead('used up')).toMatchObject([{ reason: { code: 'service_unavailable', reason: 'Not now' } }]);
  });

  it('keeps no more of an error that nobody expected than its name', async () => {
    await place('unexpected', 'unexpected', 'last chance');
    await until(async () => (await dead('unexpected')).length > 0);
    expect(await dead('unexpected')).toMatchObject([{ reason: { reason: 'TypeError' } }]);
    expect(JSON.stringify(await dead('unexpected'))).not.toContain('hunter2');
  });

  it('does not stand in the way of those behind it', async () => {
    for (let poison = 0; poison < 60; poison += 1) await place(`poison ${poison}`, 'transient');
    await place('behind', 'never');
    await until(() => attemptsOf('behind').length === 1);
    expect(attemptsOf('poison 59').length).toBeGreaterThan(0);
  });

  it('since it cannot even be read does not fail those that were taken with it', async () => {
    await replica.unitOfWork.run(async () => {
      for (let at = 0; at < 6; at += 1) await replica.jobs.enqueue(TRY, { name: `taken with ${at}`, fails: 'never' });
      await replica.sql.rows({ ...EMPTY, values: ['taken with 3'] });
    });
    await until(() => attempts.filter(({ name }) => name.startsWith('taken with')).length === 5);
    await until(async () => (await replica.sql.rows({ ...ACTIVE, values: [] })).length === 0);
    const states = await replica.sql.rows({ ...TAKEN_WITH, values: [] });
    expect(states).toEqual([
      { readable: false, state: 'retry', count: 1 },
      { readable: true, state: 'completed', count: 5 },
    ]);
  });

  it('of a kind that only another version knows is kept for that one', async () => {
    const unknown = { ...TRY, name: 'tests.from-another-version' };
    await replica.unitOfWork.run(() => replica.jobs.enqueue(unknown, { name: 'other version', fails: 'never' }));
    const text = `SELECT state, output->>'reason' AS reason FROM pgboss.job WHERE data->'data'->>'name' = 'other version'`;
    const look = () => replica.sql.rows<{ state: string; reason: string }>({ text, values: [] });
    await until(async () => (await look())[0]?.reason !== null);
    expect(await look()).toEqual([{ state: 'retry', reason: 'No handler for tests.from-another-version' }]);
  });
});
