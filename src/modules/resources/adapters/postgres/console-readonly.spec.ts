import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { PostgresFixture, textOf, type Tenant } from '../../testing/postgres-fixture.js';
import { inSession, rowsOf, serverUrl, urlAs } from '../../testing/postgres-server.js';

/** The customer's own objects, some of which would write for whoever calls them. */
const SCHEMA = `
  CREATE TABLE t (id int PRIMARY KEY, name text);
  INSERT INTO t VALUES (1, 'one');
  CREATE SEQUENCE s;
  CREATE SCHEMA other;
  CREATE TABLE other.u AS SELECT 2 AS id;
  CREATE MATERIALIZED VIEW m AS SELECT * FROM t;
  CREATE FUNCTION writes() RETURNS int LANGUAGE sql SECURITY DEFINER AS $$ DELETE FROM t RETURNING id $$;
  CREATE FUNCTION draws() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$ SELECT nextval('s') $$;
  CREATE FUNCTION frees() RETURNS int LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN PERFORM set_config('transaction_read_only', 'off', false); RETURN writes(); END $$;
  CREATE PROCEDURE leaves() LANGUAGE plpgsql AS $$ BEGIN COMMIT; DELETE FROM t; END $$`;

const ATTEMPTS = [
  'INSERT INTO t VALUES (2)',
  `UPDATE t SET name = 'x'`,
  'DELETE FROM t',
  'TRUNCATE t',
  'DROP TABLE t',
  'CREATE TABLE v (id int)',
  'CREATE TEMP TABLE v (id int)',
  'ALTER TABLE t ADD COLUMN c int',
  'EXPLAIN ANALYZE DELETE FROM t',
  'WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d',
  'SELECT * FROM t FOR UPDATE',
  'SELECT writes()',
  'SELECT frees()',
  'SELECT draws()',
  'CALL leaves()',
  'DO $$ BEGIN DELETE FROM t; END $$',
  'DO $$ BEGIN COMMIT; DELETE FROM t; END $$',
  'DO $$ BEGIN SET TRANSACTION READ WRITE; DELETE FROM t; END $$',
  "DO $$ BEGIN EXECUTE 'SET ROLE \"' || current_database() || '_owner\"'; DELETE FROM t; END $$",
  'BEGIN; DELETE FROM t; COMMIT',
  'COMMIT; DELETE FROM t',
  'SET TRANSACTION READ WRITE',
  `SELECT set_config('transaction_read_only', 'off', false)`,
  `SELECT nextval('s')`,
  `SELECT setval('s', 10)`,
  'REFRESH MATERIALIZED VIEW m',
  'GRANT ALL ON t TO PUBLIC',
  `COMMENT ON TABLE t IS 'x'`,
  `ALTER ROLE CURRENT_USER PASSWORD 'x'`,
  'SET ROLE :owner',
  'SET SESSION AUTHORIZATION :owner',
  `COPY t FROM '/etc/passwd'`,
  'COPY t FROM STDIN',
  'VACUUM t',
  `PREPARE TRANSACTION 'x'`,
];

const STATE = `
  SELECT (SELECT array_agg(t ORDER BY id) FROM t)::text AS t, (SELECT last_value::text || is_called FROM s) AS s,
         (SELECT count(*)::int FROM pg_largeobject_metadata) AS objects, (SELECT count(*)::int FROM pg_class) AS relations`;

describe('the read-only console', () => {
  const fixture = new PostgresFixture({ adminUrl: serverUrl() });
  let tenant: Tenant;
  let before: readonly unknown[];
  beforeAll(async () => {
    tenant = await fixture.tenant();
    await inSession(tenant.url, (sql) => sql.query(SCHEMA));
    before = await rowsOf(tenant.url, STATE);
  });
  afterAll(() => fixture.close());

  const owned = (statement: string) => statement.replace(':owner', `"${tenant.resource.id}_owner"`);

  it.each([
    'SELECT * FROM t',
    'SELECT id FROM other.u',
    'SELECT last_value FROM s',
    'SELECT * FROM m',
    'EXPLAIN SELECT 1',
  ])('runs %s', async (statement) => {
    expect(await fixture.console(tenant, statement, 'read-only')).not.toHaveLength(0);
  });

  it.each(ATTEMPTS)('refuses %s', async (statement) => {
    expect(await fixture.refusal(tenant, owned(statement), 'read-only')).toMatch(/^(ERROR|FATAL): /);
    expect(await rowsOf(tenant.url, STATE)).toEqual(before);
  });

  it.each([
    'COMMIT',
    'ROLLBACK',
    'SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE',
    `NOTIFY c, 'x'`,
    `SELECT pg_notify('c', 'x')`,
    'SELECT lo_create(0)',
    `SELECT lo_from_bytea(0, 'x')`,
  ])('changes nothing by %s, whatever it answers', async (statement) => {
    await fixture.console(tenant, statement, 'read-only').catch(() => undefined);
    await fixture.console(tenant, 'SELECT 1', 'read-only');
    expect(await rowsOf(tenant.url, STATE)).toEqual(before);
  });

  it('rests on a role that may not write even outside a read-only transaction', async () => {
    const role = `${tenant.resource.id}_ro`;
    await rowsOf(serverUrl(), `ALTER ROLE ${pg.escapeIdentifier(role)} LOGIN PASSWORD 'test'`);
    const url = urlAs(tenant.url, { user: role, password: 'test' });
    const writes = ATTEMPTS.filter((each) =>
      /^(INSERT|UPDATE|DELETE|TRUNCATE|DROP|CREATE|ALTER T|SET ROLE)/.test(each),
    );
    for (const statement of [...writes, `SELECT setval('s', 10)`]) {
      await expect(rowsOf(url, owned(statement))).rejects.toThrow(/permission denied|must be owner/);
    }
    expect(await rowsOf(tenant.url, STATE)).toEqual(before);
  });

  it('leaves no way in behind', async () => {
    await fixture.console(tenant, 'SELECT 1', 'read-only');
    const roles = 'SELECT rolcanlogin, rolpassword FROM pg_authid WHERE rolname = ANY ($1)';
    const names = ['ro', 'rw'].map((suffix) => `${tenant.resource.id}_${suffix}`);
    const shut = { rolcanlogin: false, rolpassword: null };
    expect(await rowsOf(serverUrl(), roles, [names])).toEqual([shut, shut]);
  });

  it('reads what the customer makes in every way, and shows it to nobody else', async () => {
    await fixture.console(tenant, 'CREATE TABLE by_console (id int)');
    await inSession(tenant.url, (sql) => sql.query('RESET ROLE; SET ROLE NONE; CREATE TABLE by_login (id int)'));
    expect(textOf(await fixture.console(tenant, 'SELECT * FROM by_console, by_login', 'read-only'))).toContain(
      '(0 rows)',
    );
  });
});
