import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VercelSimulator } from '#libs/vercel-simulator';
import { untilReachable } from '../../../src/platform/database/reachable.js';
import { buildOnce } from '../../support/built.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { testEnvironment } from '../../support/test-environment.js';
import { Outage } from '../database/support/outage.js';
import { eventually } from '../database/support/eventually.js';
import { freePort, LISTENING, ServerProcess } from './server-process.js';

describe('the start of the server', () => {
  let database: TestDatabase;
  let vercel: VercelSimulator;
  let env: Record<string, string>;

  beforeAll(async () => {
    await buildOnce();
    database = await cloneDatabase();
    vercel = await VercelSimulator.start({ clientId: 'oac_test', clientSecret: 'secret', slug: 'acme' });
    env = { ...testEnvironment(database.url, vercel), LOG_LEVEL: 'info' };
  }, 120_000);
  afterAll(async () => {
    await vercel.stop();
    await database.drop();
  });

  it('waits for a database that is not there yet, and says so', async () => {
    const outage = await Outage.before(database.url);
    await outage.begin();
    const server = ServerProcess.start({ ...env, DATABASE_URL: outage.url });
    try {
      await server.says(/Waiting for the database/);
      await outage.end();
      const url = await server.says(LISTENING);
      await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200));
    } finally {
      await server.kill();
      await outage.begin();
    }
  });

  it('gives up on a server that stays away', async () => {
    const url = `postgres://nobody@127.0.0.1:${await freePort()}/nothing`;
    await expect(untilReachable(url, 600)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it.each([
    ['a database that does not exist', { DATABASE_URL: 'no_such_database' }, /^Not started: .*no_such_database.*\n$/],
    [
      'a bad configuration',
      { PORT: '-1', LOG_LEVEL: 'loud' },
      /^Not started: configuration is not usable\n {2}PORT .*\n {2}LOG_LEVEL .*\n$/,
    ],
    ['no catalog', { CATALOG_FILE: 'nowhere.yaml' }, /^Not started: catalog is not usable\n.*nowhere\.yaml.*\n$/],
  ])('ends at once with 1 on %s, and says why without a stack', async (_, change, words) => {
    const bad =
      'DATABASE_URL' in change ? { DATABASE_URL: database.url.replace(/[^/]+$/, 'no_such_database') } : change;
    const server = ServerProcess.start({ ...env, ...bad });
    expect(await server.ended).toBe(1);
    expect(server.stderr).toMatch(words);
    expect(server.stderr).not.toMatch(/\n\s+at /);
  });

  it('ends with 1 on a port that is taken', async () => {
    const first = ServerProcess.start(env);
    const { port } = new URL(await first.says(LISTENING));
    const second = ServerProcess.start({ ...env, PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.stderr).toContain('EADDRINUSE');
    await first.kill();
  });

  it('tells at info what matters and not every module and route', async () => {
    const server = ServerProcess.start(env);
    await server.says(LISTENING);
    expect(server.stdout).not.toMatch(/dependencies initialized|Mapped \{/);
    await server.kill();
  });
});
