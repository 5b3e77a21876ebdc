import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { cloneDatabase, type TestDatabase } from '../../../test/support/postgres/index.js';
import {
  bindingOf,
  KeyRing,
  rotateKeys,
  SealedColumns,
  Sealer,
  Secret,
  type RotationQuery,
  type SealedColumn,
} from './index.js';

const [older, newer] = ['older', 'newer'].map((id) => `${id}:${randomBytes(32).toString('base64')}`);
const before = new Sealer(KeyRing.parse(`${older}`));
const during = new Sealer(KeyRing.parse(`${newer},${older}`));
const after = new Sealer(KeyRing.parse(`${newer}`));

/** Names that only quoting makes valid; a key whose order as a number is not its order as a text. */
const column: SealedColumn = {
  table: 'odd "table"',
  column: 'sealed; value',
  keyColumn: 'Key',
  rowColumns: ['id', 'part'],
  tenantColumn: 'Tenant',
  resourceColumn: null,
};
const TABLE = `"odd ""table"""`;
const ROWS = 25;
const columns = new SealedColumns();
columns.declare(column);

let database: TestDatabase;
let pool: pg.Pool;
const query: RotationQuery = async (text, values) => (await pool.query(text, [...values])).rows as unknown[];

beforeAll(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool({ connectionString: database.url });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  await pool.query(`DROP TABLE IF EXISTS ${TABLE}`);
  await pool.query(
    `CREATE TABLE ${TABLE} (id bigint, part text, "Tenant" text, "sealed; value" bytea, "Key" text, PRIMARY KEY (id, part))`,
  );
  for (let id = 1; id <= ROWS; id++) await write(before, id, `value ${id}`);
  await pool.query(`INSERT INTO ${TABLE} VALUES (99, 'empty', 'icfg_0', NULL, NULL)`);
});

async function write(sealer: Sealer, id: number, value: string): Promise<void> {
  const tenant = `icfg_${id % 3}`;
  const { data, keyId } = sealer.seal(Secret.of(value), bindingOf(column, tenant, [String(id), 'a']));
  await pool.query(
    `INSERT INTO ${TABLE} VALUES ($1, 'a', $2, $3, $4)
     ON CONFLICT (id, part) DO UPDATE SET "sealed; value" = excluded."sealed; value", "Key" = excluded."Key"`,
    [id, tenant, data, keyId],
  );
}

/** What opens without the old key. */
async function opened(): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string; tenant: string; data: Buffer; keyId: string }>(
    `SELECT id, "Tenant" AS tenant, "sealed; value" AS data, "Key" AS "keyId" FROM ${TABLE} WHERE part = 'a' ORDER BY id`,
  );
  return rows.map(({ id, tenant, ...sealed }) => after.open(sealed, bindingOf(column, tenant, [id, 'a'])).reveal());
}

const values = Array.from({ length: ROWS }, (_, i) => `value ${i + 1}`);

/** The rotation's query, with the app doing something right after each batch was read. */
function withApp(act: () => Promise<void>): RotationQuery {
  return async (text, parameters) => {
    const rows = await query(text, parameters);
    if (text.includes('LIMIT')) await act();
    return rows;
  };
}

describe('a key rotation', () => {
  it('seals every value under the current key, in batches, and ends with none remaining', async () => {
    const seen: number[] = [];
    const result = await rotateKeys(query, columns, during, { batch: 10, onProgress: (at) => seen.push(at.resealed) });
    expect(result).toEqual({ resealed: ROWS, remaining: 0, unreadable: [] });
    expect(seen).toEqual([10, 20, 25]);
    expect(await opened()).toEqual(values);
  });

  it('touches nothing that is current', async () => {
    await rotateKeys(query, columns, during);
    const versions = async () => (await pool.query(`SELECT xmin, ctid FROM ${TABLE} ORDER BY id`)).rows as unknown[];
    const first = await versions();
    expect(await rotateKeys(query, columns, during)).toEqual({ resealed: 0, remaining: 0, unreadable: [] });
    expect(await versions()).toEqual(first);
  });

  it('goes on where a run was cut off', async () => {
    const cut = rotateKeys(query, columns, during, {
      batch: 4,
      onProgress: ({ resealed }) => {
        if (resealed >= 8) throw new Error('cut off');
      },
    });
    await expect(cut).rejects.toThrow('cut off');
    expect(await rotateKeys(query, columns, during)).toMatchObject({ resealed: ROWS - 8, remaining: 0 });
    expect(await opened()).toEqual(values);
  });

  it('shares the work with others that run at once', async () => {
    const results = await Promise.all([1, 3, 7].map((batch) => rotateKeys(query, columns, during, { batch })));
    expect(results.map(({ remaining }) => remaining)).toEqual([0, 0, 0]);
    expect(results.reduce((sum, { resealed }) => sum + resealed, 0)).toBe(ROWS);
    expect(await opened()).toEqual(values);
  });

  it('never writes over what the app wrote meanwhile, under the old key or the new', async () => {
    let written = false;
    const app = withApp(async () => {
      if (written) return;
      written = true;
      await write(before, 3, 'written under the old key');
      await write(during, 4, 'written under the new key');
      await pool.query(`DELETE FROM ${TABLE} WHERE id = 5`);
    });
    expect(await rotateKeys(app, columns, during)).toMatchObject({ remaining: 0, unreadable: [] });
    const expected = values.with(2, 'written under the old key').with(3, 'written under the new key').toSpliced(4, 1);
    expect(await opened()).toEqual(expected);
  });

  it('ends although a process goes on writing under the old key, and says how much remains', async () => {
    const app = withApp(() => write(before, 7, 'again'));
    expect(await rotateKeys(app, columns, during)).toMatchObject({ remaining: 1, unreadable: [] });
  });

  it('leaves a value that it cannot open as it is, names it, and does the others', async () => {
    await pool.query(`UPDATE ${TABLE} SET "Key" = 'lost' WHERE id = 2`);
    await pool.query(`UPDATE ${TABLE} SET "Tenant" = 'icfg_other' WHERE id = 9`);
    const result = await rotateKeys(query, columns, during, { batch: 5 });
    expect(result).toMatchObject({ resealed: ROWS - 2, remaining: 2 });
    const place = { table: column.table, column: column.column };
    expect(result.unreadable).toEqual([
      { ...place, row: ['2', 'a'], code: 'unknown_sealing_key' },
      { ...place, row: ['9', 'a'], code: 'seal_broken' },
    ]);
  });
});

describe('the registry of sealed columns', () => {
  it('takes a column once', () => {
    expect(() => columns.declare(column)).toThrow('declared twice');
  });
});
