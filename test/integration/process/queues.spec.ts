import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VercelSimulator } from '#libs/vercel-simulator';
import { readSettings } from '../../../src/platform/config/index.js';
import { DatabaseServer } from '../../../src/platform/database/index.js';
import { JobQueue } from '../../../src/platform/jobs/index.js';
import { withClient } from '../../support/postgres/admin.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { testEnvironment } from '../../support/test-environment.js';

const READ = `SELECT name, policy, heartbeat_seconds, deletion_seconds, retry_limit FROM pgboss.queue WHERE name = 'bulk'`;

describe('the queues of an earlier version', () => {
  let database: TestDatabase;
  let vercel: VercelSimulator;
  beforeAll(async () => {
    database = await cloneDatabase();
    vercel = await VercelSimulator.start({ clientId: 'oac_test', clientSecret: 'secret', slug: 'acme' });
  });
  afterAll(async () => {
    await vercel.stop();
    await database.drop();
  });

  async function startOnce(): Promise<void> {
    const settings = readSettings(testEnvironment(database.url, vercel));
    const queue = new JobQueue(settings, await DatabaseServer.at(database.url));
    await queue.boss();
    await queue.stop(0);
  }

  it('take over the options of this one', async () => {
    await startOnce();
    await withClient(database.url, async (client) => {
      const { rows: fresh } = await client.query(READ);
      expect(fresh).toMatchObject([{ policy: 'short', heartbeat_seconds: 10, retry_limit: 12 }]);
      await client.query(`UPDATE pgboss.queue SET heartbeat_seconds = 999, deletion_seconds = 1, retry_limit = 0`);
      await startOnce();
      expect((await client.query(READ)).rows).toEqual(fresh);
    });
  });
});
