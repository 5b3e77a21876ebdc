import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VercelSimulator } from '#libs/vercel-simulator';
import { buildOnce } from '../../support/built.js';
import { withClient } from '../../support/postgres/admin.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { testEnvironment } from '../../support/test-environment.js';
import { Balancer } from './balancer.js';
import { Customers } from './customers.js';
import { LISTENING, ServerProcess } from './server-process.js';

const CATALOG = fileURLToPath(new URL('../../support/shop/catalog.yaml', import.meta.url));
const ROUNDS = 3;

describe('a deploy', () => {
  let database: TestDatabase;
  let vercel: VercelSimulator;
  let balancer: Balancer;
  const servers: { readonly url: string; readonly process: ServerProcess }[] = [];

  beforeAll(async () => {
    await buildOnce();
    database = await cloneDatabase();
    vercel = await VercelSimulator.start({ clientId: 'oac_test', clientSecret: 'secret', slug: 'acme' });
    balancer = await Balancer.start();
    await Promise.all([start(), start()]);
  }, 120_000);
  afterAll(async () => {
    await Promise.all(servers.map(({ process }) => process.kill()));
    await balancer.stop();
    await vercel.stop();
    await database.drop();
  });

  /** With the time for which it serves on that it has by default. */
  async function start(): Promise<void> {
    const env = testEnvironment(database.url, vercel);
    const process = ServerProcess.start({ ...env, SERVICE_ROLE: 'api', CATALOG_FILE: CATALOG, LOG_LEVEL: 'info' });
    const url = await process.says(LISTENING);
    servers.push({ url, process });
    await balancer.add(url);
  }

  it('replaces the servers one by one under load, and loses no request', async () => {
    const customers = await Customers.arrive(6, balancer.url, vercel);
    for (let round = 0; round < ROUNDS; round += 1) {
      await start();
      const [leaving] = servers;
      leaving?.process.send('SIGTERM');
      expect(await leaving?.process.ended).toBe(0);
      servers.shift();
      balancer.remove(leaving?.url ?? '');
      await customers.goOn(20);
    }
    await customers.goHome();
    expect([...customers.heard.keys()]).toEqual([200]);
    const ids = await withClient(database.url, (client) => client.query<{ id: string }>('SELECT id FROM resources'));
    expect(ids.rows.map(({ id }) => id).toSorted()).toEqual(customers.bought.toSorted());
  }, 180_000);
});
