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
import { burdensOf } from './support/expansion.js';
import { objectsOf, outlineOf } from './support/schema-outline.js';

const NAMES = MIGRATIONS.map((migration) => migration.name);

/** Up to here nothing was released, and no other version ran beside. */
const BEFORE_THE_FIRST_VERSION = 'LinkedResources1763776990000';

/** Migrations that take away what the version before does not use any more (docs/adr/0014), with why that is certain. */
const CONTRACTIONS: Readonly<Record<string, string>> = {};
const TABLE = `CREATE TABLE t (a integer PRIMARY KEY, b integer NOT NULL, c text CONSTRAINT c_check CHECK (c IN ('x', 'y')))`;

/** What is done to that table, and what of it burdens somebody. */
const CHANGES: readonly (readonly [what: string, change: string, burdens: readonly string[]])[] = [
  ['a column that goes', 'DROP COLUMN b', ['column b of t is gone']],
  ['a column under another name', 'RENAME b TO d', ['column b of t is gone', 'column d of t is new']],
  ['a column of another type', 'ALTER b TYPE bigint', ['column b of t is another']],
  ['a column that must not be empty any more', 'ALTER c SET NOT NULL', ['column c of t is another']],
  ['a column that may be empty', 'ALTER b DROP NOT NULL', []],
  ['a new column', 'ADD d integer', []],
  ['a new column that must not be empty', 'ADD d integer NOT NULL', ['column d of t is new']],
  ['a new column with a default', 'ADD d integer NOT NULL DEFAULT 1', []],
  ['a rule for a new column', `ADD d text, ADD CONSTRAINT d_check CHECK (d = 'x')`, []],
  ['a rule for an old column', `ADD CONSTRAINT b_check CHECK (b > 0)`, ['constraint b_check of t is new']],
  [
    'fewer values',
    `DROP CONSTRAINT c_check, ADD CONSTRAINT c_check CHECK (c IN ('x', 'z'))`,
    ['constraint c_check of t is another'],
  ],
  ['more values', `DROP CONSTRAINT c_check, ADD CONSTRAINT c_check CHECK (c IN ('x', 'y', 'z'))`, []],
  ['a rule less', 'DROP CONSTRAINT c_check', []],
  ['uniqueness', 'ADD CONSTRAINT b_uq UNIQUE (b)', ['constraint b_uq of t is new', 'index b_uq of t is new']],
];
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

  it('burden no process of the version before, which serves beside the newer schema', async () => {
    const first = NAMES.indexOf(BEFORE_THE_FIRST_VERSION) + 1;
    await applyFirst(first);
    let before = await outlineOf(database.url);
    for (const [at, name] of NAMES.entries()) {
      if (at < first) continue;
      await applyFirst(at + 1);
      const after = await outlineOf(database.url);
      if (CONTRACTIONS[name] === undefined) expect([name, burdensOf(before, after)]).toEqual([name, []]);
      before = after;
    }
  });

  it('are known to burden it, or not, by each kind of change', async () => {
    await withClient(database.url, async (client) => {
      for (const [what, change, burdens] of CHANGES) {
        await client.query(`DROP TABLE IF EXISTS t; ${TABLE}`);
        const before = await outlineOf(database.url);
        await client.query(`ALTER TABLE t ${change}`);
        expect([what, burdensOf(before, await outlineOf(database.url))]).toEqual([what, burdens]);
      }
    });
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
