import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tapWire, type WireTap } from '../../../bench/wire-tap.js';
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
  let tap: WireTap;
  let replica: Replica;
  beforeAll(async () => {
    database = await cloneDatabase();
    tap = await tapWire(database.url);
    replica = await Replica.start(tap.url, [Nudge]);
  });
  afterAll(async () => {
    await replica.stop();
    await tap.close();
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

  it('of many with a name each is placed by one statement for all, but for those whose twins wait', async () => {
    const many = new Map(Array.from({ length: 300 }, (_, index) => [`${index}`, { about: `of many ${index}` }]));
    await replica.unitOfWork.run(() => replica.jobs.enqueueAll(NUDGE, new Map([...many].slice(0, 2))));
    tap.taken();
    await replica.unitOfWork.run(() => replica.jobs.enqueueAll(NUDGE, many));
    const statements = tap.taken().filter((text) => text.includes('INSERT INTO pgboss'));
    expect(statements).toHaveLength(1);
    const all = (await placed()).filter((about) => String(about).startsWith('of many'));
    expect(all).toHaveLength(300);
    expect(new Set(all)).toEqual(new Set([...many.values()].map(({ about }) => about)));
  });

  it('of none takes no statement, and a unit of work all the same', async () => {
    tap.taken();
    await replica.unitOfWork.run(() => replica.jobs.enqueueAll(NUDGE, new Map()));
    expect(tap.taken()).toEqual([]);
    await expect(replica.jobs.enqueueAll(NUDGE, new Map())).rejects.toThrow(UnitOfWorkMisuse);
  });
});
