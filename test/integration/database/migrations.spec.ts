import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/platform/database/data-source-options.js';
import { migrateDatabase, revertLastMigration } from '../../../src/platform/database/index.js';
import { MIGRATIONS } from '../../../src/platform/database/migrations/index.js';
import type { TestDatabase } from '../../support/postgres/index.js';
import { withClient } from '../../support/postgres/admin.js';
import { emptyDatabase } from '../../support/postgres/empty.js';
import { objectsOf } from './support/schema-outline.js';

const NAMES = MIGRATIONS.map((migration) => migration.name);
const MIGRATE = fileURLToPath(new URL('support/migrate-process.js', import.meta.url));

describe('the migrations', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await emptyDatabase();
  });
  afterEach(() => database.drop());

  const applyFirst = async (count: number): Promise<void> => {
    const migrations = MIGRATIONS.slice(0, count);
    const source = await new DataSource({ ...dataSourceOptions(database.url, 1), migrations }).initialize();
    await source.runMigrations({ transaction: 'each' });
    await source.destroy();
  };

  it('are listed oldest first and under the names that they record', () => {
    expect(NAMES).toEqual([...NAMES].sort((a, b) => stamp(a) - stamp(b)));
    expect(MIGRATIONS.map((Migration) => new Migration().name)).toEqual(NAMES);
  });

  it('go down one by one, each to the schema before it, and up again to the same', async () => {
    const levels = [await objectsOf(database.url)];
    for (const count of NAMES.keys()) {
      await applyFirst(count + 1);
      levels.push(await objectsOf(database.url));
    }
    for (const level of levels.slice(0, -1).toReversed()) {
      await revertLastMigration(database.url);
      expect(await objectsOf(database.url)).toEqual(level);
    }
    await expect(migrateDatabase(database.url)).resolves.toEqual({ applied: NAMES });
    expect(await objectsOf(database.url)).toEqual(levels.at(-1));
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
