import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/platform/database/data-source-options.js';
import { withClient } from '../../support/postgres/admin.js';
import type { TestDatabase } from '../../support/postgres/index.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { emptyDatabase } from '../../support/postgres/empty.js';
import { outlineOf } from './support/schema-outline.js';

describe('the migrated schema', () => {
  let server: TestApp;
  let dreamt: TestDatabase;

  beforeAll(async () => {
    [server, dreamt] = await Promise.all([startTestApp({ workers: 'off' }), emptyDatabase()]);
  });
  afterAll(async () => {
    await server.stop();
    await dreamt.drop();
  });

  it('leaves nothing to do for the schema builder', async () => {
    const { upQueries, downQueries } = await server.app.get(DataSource).driver.createSchemaBuilder().log();
    expect([...upQueries, ...downQueries].map(({ query }) => query)).toEqual([]);
  });

  it('is what the entities say, to the last expression and action', async () => {
    const entities = server.app.get(DataSource).entityMetadatas.map((metadata) => metadata.target);
    const source = await new DataSource({ ...dataSourceOptions(dreamt.url, 1), entities }).initialize();
    await source.synchronize();
    await source.destroy();
    expect(await outlineOf(server.databaseUrl)).toEqual(await outlineOf(dreamt.url));
  });

  it('names every constraint and index after its table and columns', async () => {
    const { rows } = await withClient(server.databaseUrl, (client) =>
      client.query<{ table: string; name: string; kind: string; columns: string[] }>(NAMES),
    );
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter((row) => !isNamedWell(row))).toEqual([]);
  });
});

const NAMES = `
  WITH tables AS (SELECT oid, relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
      AND relname <> 'schema_migrations'),
  named AS (
    SELECT relname, conrelid AS oid, conname, contype::text AS kind, conkey AS key FROM tables
      JOIN pg_constraint ON conrelid = tables.oid WHERE contype <> 'n'
    UNION ALL
    SELECT tables.relname, indrelid, i.relname, 'i', indkey::smallint[] FROM tables
      JOIN pg_index ON indrelid = tables.oid JOIN pg_class i ON i.oid = indexrelid
      WHERE NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
  )
  SELECT relname AS table, conname AS name, kind, ARRAY(
    SELECT attname::text FROM unnest(key) WITH ORDINALITY AS k(number, position)
    JOIN pg_attribute ON attrelid = named.oid AND attnum = number ORDER BY position) AS columns
  FROM named`;

const ENDINGS: Readonly<Record<string, string>> = { p: 'pkey', u: 'uq', f: 'fkey', c: 'check', i: 'idx' };

/** A check is named after the columns that it is about, which need not be all that it reads. */
function isNamedWell({ table, name, kind, columns }: { table: string; name: string; kind: string; columns: string[] }) {
  if (kind === 'p') return name === `${table}_pkey`;
  if (kind !== 'c') return name === `${table}_${columns.join('_')}_${ENDINGS[kind]}`;
  const about = new RegExp(`^${table}(${columns.map((column) => `_${column}`).join('|')})+_check$`);
  return about.test(name);
}
