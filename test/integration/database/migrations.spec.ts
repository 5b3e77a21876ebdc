import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { migrateDatabase, revertLastMigration } from '../../../src/platform/database/index.js';
import { MIGRATIONS } from '../../../src/platform/database/migrations/index.js';
import type { TestDatabase } from '../../support/postgres/index.js';
import { withClient } from '../../support/postgres/admin.js';
import { emptyDatabase } from './support/empty-database.js';
import { objectsOf } from './support/schema-outline.js';

const NAMES = MIGRATIONS.map((migration) => migration.name);
const MIGRATE = fileURLToPath(new URL('support/migrate-process.js', import.meta.url));

describe('the migrations', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await emptyDatabase();
  });
  afterEach(() => database.drop());

  it('are listed oldest first and under the names that they record', () => {
    expect(NAMES).toEqual([...NAMES].sort((a, b) => stamp(a) - stamp(b)));
    expect(MIGRATIONS.map((Migration) => new Migration().name)).toEqual(NAMES);
  });

  it('go up, leave nothing behind on the way down, and come to the same schema again', async () => {
    const before = await objectsOf(database.url);
    await expect(migrateDatabase(database.url)).resolves.toEqual({ applied: NAMES });
    const first = await objectsOf(database.url);
    for (const _ of NAMES) await revertLastMigration(database.url);
    expect(await objectsOf(database.url)).toEqual(before);
    await expect(migrateDatabase(database.url)).resolves.toEqual({ applied: NAMES });
    expect(await objectsOf(database.url)).toEqual(first);
  });

  it('go down one by one, each to the schema before it', async () => {
    await migrateDatabase(database.url);
    const whole = await objectsOf(database.url);
    for (let back = 1; back <= NAMES.length; back += 1) {
      for (let step = 0; step < back; step += 1) await revertLastMigration(database.url);
      await expect(migrateDatabase(database.url)).resolves.toEqual({ applied: NAMES.slice(-back) });
      expect(await objectsOf(database.url)).toEqual(whole);
    }
  });

  it('are applied once by three processes that start at the same time', async () => {
    const run = promisify(execFile);
    const told = await Promise.all(
      [1, 2, 3].map(() => run(process.execPath, ['--no-warnings', MIGRATE, database.url])),
    );
    const applied = told.map(({ stdout }) => JSON.parse(stdout) as string[]);
    expect(applied.toSorted((a, b) => b.length - a.length)).toEqual([NAMES, [], []]);
    const recorded = await withClient(database.url, (client) => client.query('SELECT 1 FROM schema_migrations'));
    expect(recorded.rowCount).toBe(NAMES.length);
  });

  it('have nothing to do on a database that is up to date', async () => {
    await migrateDatabase(database.url);
    await expect(migrateDatabase(database.url)).resolves.toEqual({ applied: [] });
  });
});

function stamp(name: string): number {
  return Number(name.slice(-13));
}
