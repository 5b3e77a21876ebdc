import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PostgresFixture, type Tenant } from '../../testing/postgres-fixture.js';
import { inSession, rowsOf, serverUrl, urlAs } from '../../testing/postgres-server.js';

const FORBIDDEN = '42501';

describe("a customer's credential", () => {
  const fixture = new PostgresFixture({ adminUrl: serverUrl(), limits: { connections: 3 } });
  let mine: Tenant;
  let other: Tenant;
  beforeAll(async () => {
    [mine, other] = await Promise.all([fixture.tenant(), fixture.tenant()]);
  });
  afterAll(() => fixture.close());

  it('does not open the database of another customer', async () => {
    const url = urlAs(mine.url, { database: other.resource.id });
    await expect(rowsOf(url, 'SELECT 1')).rejects.toMatchObject({ code: FORBIDDEN });
  });

  it.each([
    ['read password verifiers', 'SELECT * FROM pg_authid'],
    ['create roles', 'CREATE ROLE stranger'],
    ['create databases', 'CREATE DATABASE stranger'],
    ['raise its own session limit', 'ALTER ROLE SESSION_USER CONNECTION LIMIT -1'],
    ['make itself a superuser', 'ALTER ROLE SESSION_USER SUPERUSER'],
    ['read files', `SELECT pg_read_file('/etc/passwd')`],
    ['list files', `SELECT pg_ls_dir('/')`],
    ['load a file as a large object', `SELECT lo_import('/etc/passwd')`],
    ['copy from a file', `CREATE TABLE f (t text); COPY f FROM '/etc/passwd'`],
    ['copy to a program', `COPY (SELECT 1) TO PROGRAM 'true'`],
    ['make foreign tables of files', 'CREATE EXTENSION file_fdw'],
    ['open connections from the server', 'CREATE EXTENSION dblink'],
    ['reach other servers', 'CREATE EXTENSION postgres_fdw'],
    ['write in an untrusted language', `CREATE FUNCTION c() RETURNS int LANGUAGE c AS 'libc', 'getpid'`],
    ['read server settings that name files', 'SHOW data_directory'],
    ['change server settings', 'ALTER SYSTEM SET log_statement TO none'],
    ['leave its database', 'ALTER DATABASE :mine RENAME TO stranger'],
    ['give its database away', 'ALTER DATABASE :mine OWNER TO :other'],
    ['become another customer', 'SET ROLE :other'],
    ['become the administrator', 'SET SESSION AUTHORIZATION DEFAULT; SET ROLE :admin'],
    ['let others into its owner role', 'GRANT :owner TO :other'],
    ['unmark its own suspension', `COMMENT ON ROLE :owner IS 'stallholder: ready'`],
  ])('cannot %s', async (_name, statement) => {
    const sql = statement
      .replace(':mine', `"${mine.resource.id}"`)
      .replace(':owner', `"${mine.resource.id}_owner"`)
      .replace(':other', `"${other.resource.id}_owner"`)
      .replace(':admin', `"${new URL(serverUrl()).username}"`);
    await expect(rowsOf(mine.url, sql)).rejects.toMatchObject({ code: FORBIDDEN });
  });

  it('neither sees what another customer runs nor ends it', async () => {
    await inSession(other.url, async (theirs) => {
      const { rows } = await theirs.query('SELECT pg_backend_pid() AS pid, 1 AS canary');
      const seen = await rowsOf(mine.url, 'SELECT query FROM pg_stat_activity WHERE pid = $1', [rows[0].pid]);
      expect(seen).toEqual([{ query: '<insufficient privilege>' }]);
      await expect(rowsOf(mine.url, 'SELECT pg_terminate_backend($1)', [rows[0].pid])).rejects.toMatchObject({
        code: FORBIDDEN,
      });
    });
  });

  it('opens no more sessions than its limit', async () => {
    const open = (depth: number): Promise<number> =>
      depth === 0 ? Promise.resolve(0) : inSession(mine.url, async () => (await open(depth - 1)) + 1);
    expect(await open(3)).toBe(3);
    await expect(open(4)).rejects.toThrow('too many connections');
  });
});
