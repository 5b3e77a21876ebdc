import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWorkMisuse } from '../../../src/platform/database/unit-of-work.js';
import { defineJob, HandlesJob, type JobHandler } from '../../../src/platform/jobs/index.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { Replica } from './platform.js';

const NUDGE = defineJob<{ readonly about: string }>('tests.nudge', 'customer');

@HandlesJob(NUDGE)
class Nudge implements JobHandler {
  async run(): Promise<void> {}
}

const PLACED = { text: `SELECT data->'data'->>'about' AS about FROM pgboss.job WHERE state = 'created'`, values: [] };

describe('a job', () => {
  let database: TestDatabase;
  let replica: Replica;
  beforeAll(async () => {
    database = await cloneDatabase();
    replica = await Replica.start(database.url, [Nudge]);
  });
  afterAll(async () => {
    await replica.stop();
    await database.drop();
  });

  const enqueue = (about: string, onceQueuedAs?: string): Promise<void> =>
    replica.jobs.enqueue(NUDGE, { about }, onceQueuedAs === undefined ? {} : { onceQueuedAs });
  const placed = async (): Promise<unknown[]> =>
    (await replica.sql.rows<{ about: string }>(PLACED)).map((row) => row.about);

  it('cannot be placed outside a unit of work', async () => {
    await expect(enqueue('outside')).rejects.toThrow(UnitOfWorkMisuse);
    expect(await placed()).not.toContain('outside');
  });

  it('is not there before its change is committed, and never when that is rolled back', async () => {
    const failure = new Error('changed my mind');
    const change = replica.unitOfWork.run(async () => {
      await enqueue('rolled back');
      throw failure;
    });
    await expect(change).rejects.toBe(failure);
    expect(await placed()).not.toContain('rolled back');
  });

  it('is there once its change is', async () => {
    await replica.unitOfWork.run(() => enqueue('committed'));
    expect(await placed()).toContain('committed');
  });

  it('is placed once as long as a twin of its name waits, and each time without a name', async () => {
    for (let time = 0; time < 3; time += 1) {
      await replica.unitOfWork.run(() => enqueue('named', 'name'));
      await replica.unitOfWork.run(() => enqueue('nameless'));
    }
    const all = await placed();
    expect(all.filter((about) => about === 'named')).toHaveLength(1);
    expect(all.filter((about) => about === 'nameless')).toHaveLength(3);
  });
});
