import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineJob, HandlesJob, type JobHandler } from '../../../src/platform/jobs/index.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { Replica } from './platform.js';

const LONELY = defineJob('tests.lonely', 'bulk');

@HandlesJob(LONELY)
class First implements JobHandler {
  async run(): Promise<void> {}
}

@HandlesJob(LONELY)
class Second implements JobHandler {
  async run(): Promise<void> {}
}

describe('a server', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await cloneDatabase();
  });
  afterAll(() => database.drop());

  it('starts when each kind of job has its handler', async () => {
    await (await Replica.start(database.url, [First])).stop();
  });

  it('does not start without a handler for a kind of job', async () => {
    await expect(Replica.start(database.url, [])).rejects.toThrow('Jobs without a handler: tests.lonely');
  });

  it('does not start with two handlers for one', async () => {
    await expect(Replica.start(database.url, [First, Second])).rejects.toThrow('The job tests.lonely has two handlers');
  });

  it('cannot define a kind of job twice', () => {
    expect(() => defineJob('tests.lonely', 'bulk')).toThrow('The job tests.lonely is defined twice');
  });
});
