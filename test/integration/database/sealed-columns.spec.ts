import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  bindingOf,
  KeyRing,
  rotateKeys,
  SealBroken,
  SealedColumns,
  Sealer,
} from '../../../src/platform/crypto/index.js';
import { withClient } from '../../support/postgres/admin.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { testEnvironment } from '../../support/test-environment.js';

const BYTES = `
  SELECT table_name || '.' || column_name AS name,
    EXISTS (SELECT 1 FROM information_schema.columns k WHERE k.table_schema = 'public' AND k.data_type = 'text'
      AND k.table_name = c.table_name AND k.column_name = c.column_name || '_key_id') AS sealed
  FROM information_schema.columns c
  WHERE table_schema = 'public' AND data_type = 'bytea'
    AND NOT (SELECT relispartition FROM pg_class WHERE oid = table_name::regclass)
  ORDER BY 1`;

const KEY_IDS = `
  SELECT DISTINCT regexp_replace(column_name, '_key_id$', '') AS name FROM information_schema.columns
  WHERE table_schema = 'public' AND column_name LIKE '%\\_key\\_id' ORDER BY 1`;

/** The unique keys of a table, each with the tenant's column left out. */
const UNIQUE_KEYS = `
  SELECT ARRAY(SELECT attname::text FROM unnest(indkey) WITH ORDINALITY AS k(number, position)
    JOIN pg_attribute ON attrelid = indrelid AND attnum = number WHERE attname <> $2 OR array_length(indkey, 1) = 1
    ORDER BY position) AS columns
  FROM pg_index WHERE indisunique AND indpred IS NULL AND indrelid = $1::regclass`;

/** Of each table whose rows belong to a resource, the column that names it, and what becomes of the row when that moves. */
const BELONGING = `
  SELECT 'resources' AS table, 'id' AS column, 'c' AS moves
  UNION ALL
  SELECT conrelid::regclass::text, attname::text, confupdtype::text FROM pg_constraint
    JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[array_position(confkey, (
      SELECT attnum FROM pg_attribute WHERE attrelid = 'resources'::regclass AND attname = 'id'))]
  WHERE contype = 'f' AND confrelid = 'resources'::regclass`;

/** A code stands for itself until Vercel has said whose it is. */
const TENANT_COLUMNS: Readonly<Record<string, string>> = {
  installations: 'id',
  connect_flows: 'digest',
  signing_keys: 'id',
};

/** What is promised in a claim must not move before the claim has ended. */
const STAYING = ['transfer_claim_resources'];

describe('the sealed columns', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp({ workers: 'off' });
  });
  afterAll(() => server.stop());

  const ask = <T>(text: string, values: readonly unknown[] = []): Promise<readonly T[]> =>
    withClient(server.databaseUrl, async (client) => (await client.query(text, [...values])).rows as T[]);
  const declared = (): readonly string[] =>
    server.app
      .get(SealedColumns)
      .all()
      .map(({ table, column }) => `${table}.${column}`)
      .toSorted((a, b) => a.localeCompare(b));

  it('are all declared, so that a rotation reaches them', async () => {
    const bytes = await ask<{ name: string; sealed: boolean }>(BYTES);
    expect(bytes.filter(({ sealed }) => sealed).map(({ name }) => name)).toEqual(declared());
    const plain = bytes.filter(({ sealed }) => !sealed).map(({ name }) => name);
    expect(plain.filter((name) => !/[._]digest$/.test(name))).toEqual([]);
    const keyed = new Set(declared().map((name) => name.split('.')[1]));
    expect(new Set((await ask<{ name: string }>(KEY_IDS)).map(({ name }) => name))).toEqual(keyed);
  });

  it('name their key column, tenant and row as the table has them', async () => {
    for (const { table, column, keyColumn, rowColumns, tenantColumn } of server.app.get(SealedColumns).all()) {
      expect(keyColumn).toBe(`${column}_key_id`);
      expect(tenantColumn).toBe(TENANT_COLUMNS[table] ?? 'installation_id');
      const keys = await ask<{ columns: string[] }>(UNIQUE_KEYS, [table, tenantColumn]);
      const within = keys.map(({ columns }) => columns.filter((name) => !name.endsWith('_at')));
      expect(within).toContainEqual([...rowColumns]);
    }
  });

  it('go along with a resource where their rows do, and every row of a resource does', async () => {
    const belonging = await ask<{ table: string; column: string; moves: string }>(BELONGING);
    const stays = belonging.filter(({ moves }) => moves !== 'c').map(({ table }) => table);
    expect(stays).toEqual(STAYING);
    const columnOf = new Map(belonging.map(({ table, column }) => [table, column]));
    for (const { table, resourceColumn } of server.app.get(SealedColumns).all())
      expect([table, resourceColumn]).toEqual([table, columnOf.get(table) ?? null]);
  });

  it('open for the new owner of a resource alone', async () => {
    const [source, target] = [server.vercel.team('Source'), server.vercel.team('Target')];
    const [from, to] = [(await source.install()).id, (await target.install()).id];
    const { id } = await source.provision({ product: 'postgres', plan: 'pro', name: 'orders' });
    await source.rotate(id, { delayHours: 1 });
    await source.transfer([id], target);
    const sealer = server.app.get(Sealer);
    for (const column of server.app.get(SealedColumns).all()) {
      if (column.resourceColumn === null) continue;
      const row = `ARRAY[${column.rowColumns.map((name) => `${name}::text`).join(', ')}]`;
      const rows = await ask<{ row: string[]; data: Buffer; keyId: string }>(
        `SELECT ${row} AS row, ${column.column} AS data, ${column.keyColumn} AS "keyId" FROM ${column.table}
         WHERE ${column.resourceColumn} = $1 AND ${column.column} IS NOT NULL`,
        [id],
      );
      expect([column.table, column.column, rows.length > 0]).toEqual([column.table, column.column, true]);
      for (const { row: key, ...sealed } of rows) {
        expect(sealer.open(sealed, bindingOf(column, to, key)).reveal().length).toBeGreaterThan(0);
        expect(() => sealer.open(sealed, bindingOf(column, from, key))).toThrow(SealBroken);
      }
    }
  });

  it('are each rotated in a database with rows of all of them', async () => {
    const team = server.vercel.team('Acme');
    await team.install();
    const { id } = await team.provision({ product: 'postgres', plan: 'pro', name: 'orders' });
    await team.rotate(id, { delayHours: 1 });
    await fetch(`${server.url}/connect/callback?source=marketplace&code=kept`, { redirect: 'manual' });
    expect((await fetch(`${server.url}/.well-known/jwks.json`)).status).toBe(200);
    expect((await fetch(team.openProvider(), { redirect: 'manual' })).status).toBe(303);
    const present = testEnvironment(server.databaseUrl, server.vercel)['ENCRYPTION_KEYS'];
    const keyRing = KeyRing.parse(`new:${randomBytes(32).toString('base64')},${present}`);
    const resealed = new Map<string, number>();
    const result = await withClient(server.databaseUrl, (client) =>
      rotateKeys(
        async (text, values) => (await client.query(text, [...values])).rows,
        server.app.get(SealedColumns),
        new Sealer(keyRing),
        { onProgress: (progress) => resealed.set(`${progress.table}.${progress.column}`, progress.resealed) },
      ),
    );
    expect(result).toMatchObject({ remaining: 0, unreadable: [] });
    expect([...resealed.keys()].toSorted((a, b) => a.localeCompare(b))).toEqual(declared());
    expect([...resealed.values()].every((count) => count > 0)).toBe(true);
  });
});
