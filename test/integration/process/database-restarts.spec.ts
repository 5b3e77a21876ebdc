import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VercelSimulator } from '#libs/vercel-simulator';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/platform/database/embedded/index.js';
import { migrateDatabase } from '../../../src/platform/database/migrate.js';
import { buildOnce } from '../../support/built.js';
import { withClient } from '../../support/postgres/admin.js';
import { testEnvironment } from '../../support/test-environment.js';
import { until } from '../../support/until.js';
import { Outage } from '../database/support/outage.js';
import { Customers } from './customers.js';
import { LISTENING, ServerProcess } from './server-process.js';

const CATALOG = fileURLToPath(new URL('../../support/shop/catalog.yaml', import.meta.url));
const RESTARTS = 5;
const OUTSTANDING = `SELECT 1 FROM pgboss.job
  WHERE name <> 'dead' AND (state IN ('retry', 'active') OR (state = 'created' AND start_after <= now()))`;

describe('the server while its database restarts', () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'stallholder-restarts-'));
  let postgres: EmbeddedPostgres;
  let way: Outage;
  let vercel: VercelSimulator;
  let server: ServerProcess;
  let url: string;

  beforeAll(async () => {
    await buildOnce();
    postgres = await startEmbeddedPostgres({ directory, durability: 'full' });
    await migrateDatabase(postgres.url);
    way = await Outage.before(postgres.url);
    vercel = await VercelSimulator.start({ clientId: 'oac_test', clientSecret: 'secret', slug: 'acme' });
    const env = testEnvironment(way.url, vercel);
    server = ServerProcess.start({ ...env, SERVICE_ROLE: 'all', CATALOG_FILE: CATALOG, LOG_LEVEL: 'info' });
    url = await server.says(LISTENING);
    await until(async () => (await fetch(`${url}/health/ready`)).status === 200);
  }, 120_000);
  afterAll(async () => {
    await server.kill();
    await way.begin();
    await vercel.stop();
    await postgres.stop();
    for (const each of [postgres.directory, directory]) rmSync(each, { recursive: true, force: true });
  });

  /** It may come back on another port, when somebody has taken its own meanwhile. */
  async function restart(): Promise<void> {
    await postgres.stop();
    postgres = await startEmbeddedPostgres({ directory, durability: 'full' });
    way.moveTo(postgres.url);
  }
  const rows = (text: string): Promise<Record<string, unknown>[]> =>
    withClient(postgres.url, async (client) => (await client.query<Record<string, unknown>>(text)).rows);

  it('answers nothing but 503 meanwhile, and has all that it accepted afterwards', async () => {
    const customers = await Customers.arrive(6, url, vercel);
    const sent = [];
    for (let round = 1; round <= RESTARTS; round += 1) {
      await customers.goOn(20);
      const webhooks = Array.from({ length: 20 }, (_none, at) =>
        vercel.webhooks.send('project.created', { project: { id: `prj_${round}_${at}`, name: 'shop' } }),
      );
      await restart();
      sent.push(...(await Promise.all(webhooks)));
    }
    await customers.goOn(20);
    await customers.goHome();
    expect(new Set(customers.heard.keys())).toEqual(new Set([200, 503]));
    const resources = await rows(`SELECT id FROM resources WHERE state = 'ready'`);
    expect(resources.map(({ id }) => String(id)).toSorted()).toEqual(customers.bought.toSorted());
    const answers = new Set(sent.flatMap(({ attempts }) => attempts.map(({ status }) => status)));
    expect([200, 503]).toEqual(expect.arrayContaining([...answers]));
    const accepted = sent.filter(({ state }) => state === 'delivered').map(({ id }) => id);
    const stored = await rows('SELECT id FROM webhook_events');
    expect(stored.map(({ id }) => String(id))).toEqual(expect.arrayContaining(accepted));
    await until(async () => (await rows(OUTSTANDING)).length === 0);
    expect(await rows('SELECT id FROM webhook_events WHERE handled_at IS NULL')).toEqual([]);
  }, 180_000);
});
