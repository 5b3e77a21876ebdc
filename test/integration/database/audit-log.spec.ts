import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';

describe('the audit log', () => {
  let database: TestDatabase;
  let owner: Client;
  let partitions: readonly string[];

  beforeAll(async () => {
    database = await cloneDatabase();
    owner = new Client({ connectionString: database.url });
    await owner.connect();
    await owner.query(`SELECT ensure_partitions('2031-03-15')`);
    for (const at of ['2031-03-15', '2031-04-15', '2029-01-15']) {
      await owner.query(
        `INSERT INTO audit_entries (at, id, actor_kind, action, details)
         VALUES ($1, gen_random_uuid(), 'job', 'thing.done', '{}')`,
        [at],
      );
    }
    const { rows } = await owner.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'audit_entries'::regclass ORDER BY 1`,
    );
    partitions = rows.map(({ name }) => name);
  });
  afterAll(async () => {
    await owner.end();
    await database.drop();
  });

  const ways = (table: string): readonly string[] => [
    `UPDATE ${table} SET details = '{"by":"nobody"}'`,
    `UPDATE ${table} SET at = at + interval '1 year'`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table}`,
    `TRUNCATE ${table} CASCADE`,
    `MERGE INTO ${table} a USING (SELECT 1) AS s (n) ON true WHEN MATCHED THEN DELETE`,
  ];

  it('refuses even its owner to change, delete or truncate what was written', async () => {
    for (const way of ways('audit_entries')) await expect(owner.query(way)).rejects.toThrow(/append-only/);
    await expect(owner.query('SELECT 1 FROM audit_entries')).resolves.toMatchObject({ rowCount: 3 });
  });

  it('refuses it in each of its partitions, the default one and those made later', async () => {
    expect(partitions).toEqual(expect.arrayContaining(['audit_entries_2031_05', 'audit_entries_rest']));
    const filled = ['audit_entries_2031_03', 'audit_entries_2031_04', 'audit_entries_rest'];
    for (const partition of filled) {
      for (const way of ways(partition)) await expect(owner.query(way)).rejects.toThrow(/append-only/);
    }
    for (const partition of partitions) {
      await expect(owner.query(`TRUNCATE ${partition}`)).rejects.toThrow(/append-only/);
    }
  });

  it('keeps refusing it after rows have moved out of the default partition', async () => {
    await owner.query(`SELECT ensure_partitions('2029-01-15')`);
    for (const partition of ['audit_entries_2029_01', 'audit_entries_rest']) {
      await expect(owner.query(`TRUNCATE ${partition}`)).rejects.toThrow(/append-only/);
    }
    await expect(owner.query('DELETE FROM audit_entries_2029_01')).rejects.toThrow(/append-only/);
    await owner.query(
      `INSERT INTO audit_entries (at, id, actor_kind, action, details)
       VALUES ('2035-01-01', gen_random_uuid(), 'job', 'thing.done', '{}')`,
    );
    await expect(owner.query('DELETE FROM audit_entries_rest')).rejects.toThrow(/append-only/);
  });
});
