import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { migrateDatabase } from '../../../src/platform/database/index.js';
import { JobQueue } from '../../../src/platform/jobs/index.js';
import { withClient } from '../../support/postgres/admin.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { serverUrl } from './support/server-url.js';
import { ownedDatabase, type OwnedDatabase } from './support/roles.js';
import { eventually } from './support/eventually.js';

describe("the app's own role", () => {
  let database: OwnedDatabase;
  let server: TestApp;
  let client: Client;

  beforeAll(async () => {
    database = await ownedDatabase();
    await migrateDatabase(database.ownerUrl, database.appUrl);
    server = await startTestApp({
      env: {
        DATABASE_URL: database.appUrl,
        MIGRATION_DATABASE_URL: database.ownerUrl,
        POSTGRES_DRIVER_URL: serverUrl(),
      },
    });
    client = new Client({ connectionString: database.appUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await server.stop();
    await database.drop();
  });

  const ask = async <T>(text: string): Promise<readonly T[]> =>
    withClient(database.adminUrl, async (admin) => (await admin.query(text)).rows as T[]);

  it("serves a customer's whole life, with every job and tick done", async () => {
    const team = server.vercel.team('Acme');
    await team.install();
    const { id } = await team.provision({ product: 'postgres', plan: 'pro', name: 'orders', metadata: {} });
    await team.changePlan(id, 'free');
    await team.remove(id);
    await team.provision({ product: 'postgres', plan: 'free', name: 'left', metadata: {} });
    await team.uninstall({ cascadeResourceDeletion: true });
    await eventually(async () => {
      expect(await ask(`SELECT DISTINCT state FROM resources`)).toEqual([{ state: 'removed' }]);
      expect(
        await ask(`SELECT name, state, output FROM pgboss.job WHERE state <> 'completed' AND start_after <= now()`),
      ).toEqual([]);
    });
    const done = await ask<{ job: string }>(`SELECT DISTINCT data->>'job' AS job FROM pgboss.job ORDER BY 1`);
    const ticks = await ask<{ job: string }>(`SELECT DISTINCT name AS job FROM tick_slots ORDER BY 1`);
    expect(done).toEqual(expect.arrayContaining([...ticks, { job: 'idempotency.prune-keys' }]));
  });

  it('supervises the job queue', async () => {
    const boss = await server.app.get(JobQueue).boss();
    await expect(boss.supervise()).resolves.not.toThrow();
  });

  it('has partitions made and dropped by their owner', async () => {
    const { rows } = await client.query<{ made: number }>(`SELECT ensure_partitions('2031-03-15') AS made`);
    expect(rows).toEqual([{ made: 15 }]);
    await client.query(`INSERT INTO audit_entries (at, id, actor_kind, action, details)
      VALUES ('2031-03-15', gen_random_uuid(), 'job', 'thing.done', '{}')`);
    const dropped = await client.query(`SELECT drop_partitions('idempotency_answers', '2031-05-01') AS dropped`);
    expect(dropped.rows[0]).toMatchObject({ dropped: expect.any(Number) });
    expect(await ask(`SELECT 1 FROM pg_class WHERE relname = 'idempotency_answers_2031_04'`)).toEqual([]);
  });

  it('owns nothing and may create nothing', async () => {
    const role = `'${database.appRole}'`;
    expect(await ask(`SELECT 1 FROM pg_shdepend WHERE refobjid = ${role}::regrole AND deptype = 'o'`)).toEqual([]);
    const creatable = `SELECT nspname FROM pg_namespace WHERE has_schema_privilege(${role}, oid, 'CREATE')`;
    expect(await ask(creatable)).toEqual([]);
    const rights = `SELECT has_database_privilege(${role}, current_database(), 'CREATE') AS create,
      has_database_privilege(${role}, current_database(), 'TEMP') AS temp`;
    expect(await ask(rights)).toEqual([{ create: false, temp: false }]);
  });

  it.each([
    'CREATE TABLE mine (id int)',
    'CREATE TEMP TABLE mine (id int)',
    'ALTER TABLE resources ADD COLUMN mine text',
    'DROP TABLE resources',
    'TRUNCATE resources CASCADE',
    'CREATE SCHEMA mine',
    'ALTER TABLE audit_entries DISABLE TRIGGER ALL',
    `UPDATE audit_entries SET details = '{}'`,
    'DELETE FROM audit_entries',
    'TRUNCATE audit_entries',
    'DELETE FROM audit_entries_rest',
    'TABLE audit_entries_rest',
    `INSERT INTO schema_migrations (timestamp, name) VALUES (1, 'mine')`,
    'DELETE FROM schema_migrations',
    `SELECT setval(pg_get_serial_sequence('schema_migrations', 'id'), 99)`,
  ])('is refused %s', async (statement) => {
    await expect(client.query(statement)).rejects.toThrow(/permission denied|must be owner/);
  });
});
