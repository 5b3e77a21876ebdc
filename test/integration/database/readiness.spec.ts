import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VercelSimulator } from '#libs/vercel-simulator';
import { MIGRATIONS } from '../../../src/platform/database/migrations/index.js';
import { type BuiltServer, startBuiltServer } from '../../support/built-server.js';
import { buildOnce, ROOT } from '../../support/built.js';
import { withClient } from '../../support/postgres/admin.js';
import { emptyDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { runNode } from '../../support/run-node.js';
import { testEnvironment } from '../../support/test-environment.js';
import { eventually } from './support/eventually.js';
import { Outage } from './support/outage.js';
import { objectsOf } from './support/schema-outline.js';
import { serverUrl } from './support/server-url.js';

interface Report {
  readonly status: number;
  readonly details: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

describe('the started server', () => {
  let database: TestDatabase;
  let outage: Outage;
  let vercel: VercelSimulator;
  let server: BuiltServer;

  beforeAll(async () => {
    await buildOnce();
    database = await emptyDatabase();
    outage = await Outage.before(database.url);
    vercel = await VercelSimulator.start({ clientId: 'oac_test', clientSecret: 'secret', slug: 'acme' });
    server = await startBuiltServer({
      ...testEnvironment(outage.url, vercel),
      LOG_LEVEL: 'info',
      POSTGRES_DRIVER_URL: serverUrl(),
    });
    vercel.usePartner(server.url);
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    await vercel.stop();
    await outage.begin();
    await database.drop();
  });

  const live = async (): Promise<number> => (await fetch(`${server.url}/health/live`)).status;
  const ready = async (): Promise<Report> => {
    const response = await fetch(`${server.url}/health/ready`);
    const { details } = (await response.json()) as Pick<Report, 'details'>;
    return { status: response.status, details };
  };

  it('lives on an empty database, is not ready, says what is missing, and migrates nothing by itself', async () => {
    const missing = MIGRATIONS.map((migration) => migration.name);
    const report = await ready();
    expect(report.status).toBe(503);
    expect(report.details['database']).toEqual({ status: 'down', reason: 'schema', missing });
    expect(await live()).toBe(200);
    expect(await objectsOf(database.url)).toEqual(['schema public']);
  });

  it('names only the migrations that are missing', async () => {
    const migrated = await runNode([path.join(ROOT, 'dist/src/migrate.js')], {
      cwd: ROOT,
      env: { NODE_ENV: 'test', DATABASE_URL: database.url },
    });
    expect(migrated).toMatchObject({ code: 0 });
    const last = MIGRATIONS.at(-1)?.name;
    await withClient(database.url, async (client) => {
      await client.query('DELETE FROM schema_migrations WHERE name = $1', [last]);
      const { status, details } = await ready();
      expect({ status, database: details['database'] }).toEqual({
        status: 503,
        database: { status: 'down', reason: 'schema', missing: [last] },
      });
      await client.query('INSERT INTO schema_migrations (timestamp, name) VALUES (1, $1)', [last]);
    });
  });

  it('is ready once somebody has migrated, and works off jobs', async () => {
    await eventually(async () => expect(await ready()).toMatchObject({ status: 200 }));
    const team = vercel.team('Acme');
    await team.install();
    await team.provision({ product: 'postgres', plan: 'free', name: 'main' });
    await team.uninstall();
    await eventually(() =>
      withClient(database.url, async (client) => {
        const { rows } = await client.query('SELECT state FROM resources');
        expect(rows).toEqual([{ state: 'removed' }]);
      }),
    );
  });

  it('welcomes a migration that only a newer version knows', async () => {
    await withClient(database.url, (client) =>
      client.query(`INSERT INTO schema_migrations (timestamp, name) VALUES (9, 'Newer9999999999999')`),
    );
    expect(await ready()).toMatchObject({ status: 200 });
  });

  it('lives on while the database is gone, answers 503, and is ready again by itself', async () => {
    await outage.begin();
    expect(await live()).toBe(200);
    const report = await ready();
    expect(report.status).toBe(503);
    expect(report.details['database']).toEqual({ status: 'down', reason: 'unreachable' });
    const id = vercel.team('Acme').name;
    const token = vercel.tokens.system({ installationId: id });
    const refused = await fetch(`${server.url}/v1/installations/${id}`, {
      headers: { authorization: `Bearer ${token}`, 'x-vercel-auth': 'system' },
    });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    await outage.end();
    await eventually(async () => expect(await ready()).toMatchObject({ status: 200 }));
    const team = vercel.team('Back again');
    await team.install();
    await team.uninstall();
  });

  it('ends cleanly on a signal', async () => {
    expect(await server.stop()).toBe(0);
  });
});
