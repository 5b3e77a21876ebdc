import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../../platform/crypto/index.js';
import { soon } from '../../testing/driver-harness.js';
import { PostgresFixture, textOf, type Tenant } from '../../testing/postgres-fixture.js';
import {
  inSession,
  ordinaryAdmin,
  rowsOf,
  serverUrl,
  urlAs,
  type OrdinaryAdmin,
} from '../../testing/postgres-server.js';

const PIECES = `
  SELECT datname FROM pg_database WHERE starts_with(datname, $1)
  UNION ALL SELECT rolname FROM pg_roles WHERE starts_with(rolname, $1)`;

const SESSION_LIMIT = 'SELECT datconnlimit FROM pg_database WHERE datname = $1';

describe.each(['superuser', 'ordinary administrator'])('a customer who wants to stay, under a %s,', (kind) => {
  let admin: OrdinaryAdmin;
  let fixture: PostgresFixture;
  let hostile: Tenant;
  let other: Tenant;
  beforeAll(async () => {
    admin = kind === 'superuser' ? { url: serverUrl(), drop: async () => undefined } : await ordinaryAdmin(serverUrl());
    fixture = new PostgresFixture({ adminUrl: admin.url });
  });
  beforeEach(async () => {
    hostile = await fixture.tenant();
    other = await fixture.tenant();
  });
  afterAll(async () => {
    await fixture.close();
    await admin.drop();
  });

  const asHostile = (statement: string) =>
    rowsOf(
      hostile.url,
      statement.replaceAll(':mine', `"${hostile.resource.id}"`).replaceAll(':other', `"${other.resource.id}_owner"`),
    );

  async function remove(tenant: Tenant): Promise<void> {
    await fixture.driver.deprovision(tenant.resource, soon());
    expect(await rowsOf(serverUrl(), PIECES, [tenant.resource.id])).toEqual([]);
  }

  it.each([
    ['makes the database a template', 'ALTER DATABASE :mine IS_TEMPLATE true'],
    ['limits the database to no session', 'ALTER DATABASE :mine CONNECTION LIMIT 0'],
    [
      'stores harmful defaults',
      `ALTER DATABASE :mine SET search_path TO evil; ALTER DATABASE :mine SET role TO none; ALTER DATABASE :mine SET statement_timeout TO 1`,
    ],
    [
      'gives all to another of its roles',
      "RESET ROLE; SET ROLE NONE; DO $$ BEGIN EXECUTE format('REASSIGN OWNED BY %I TO %I', current_database() || '_owner', session_user); END $$",
    ],
    ['owns things by its login', 'SET ROLE NONE; CREATE SCHEMA mine; CREATE TABLE mine.t (id int)'],
    ['lets everybody in', 'GRANT ALL ON DATABASE :mine TO PUBLIC'],
    ['prepares a large object', 'SELECT lo_create(0)'],
  ])('%s, and is removed all the same', async (_name, statement) => {
    await asHostile(statement);
    await remove(hostile);
  });

  it('is removed with a transaction open and locks held', async () => {
    await inSession(hostile.url, async (sql) => {
      await sql.query('CREATE TABLE t (id int); BEGIN; LOCK TABLE t');
      await remove(hostile);
      await expect(sql.query('SELECT 1')).rejects.toThrow();
    });
  });

  it('is removed with a session open in the database of an accomplice', async () => {
    await rowsOf(other.url, `GRANT CONNECT ON DATABASE "${other.resource.id}" TO "${hostile.resource.id}_owner"`);
    await inSession(urlAs(hostile.url, { database: other.resource.id }), async (sql) => {
      await remove(hostile);
      await expect(sql.query('SELECT 1')).rejects.toThrow();
    });
  });

  it('is suspended with sessions open, by every way in', async () => {
    await asHostile(`GRANT CONNECT ON DATABASE :mine TO :other`);
    const through = urlAs(other.url, { database: hostile.resource.id });
    await inSession(through, async (accomplice) => {
      await inSession(hostile.url, async (own) => {
        await fixture.driver.suspend(hostile.resource, soon());
        await expect(own.query('SELECT 1')).rejects.toThrow();
        await expect(accomplice.query('SELECT 1')).rejects.toThrow();
      });
    });
    await expect(rowsOf(hostile.url, 'SELECT 1')).rejects.toThrow('not permitted to log in');
    await expect(rowsOf(through, 'SELECT 1')).rejects.toThrow('not currently accepting connections');
    await fixture.driver.resume(hostile.resource, soon());
    expect(await asHostile('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('cannot be let in again by an accomplice while suspended', async () => {
    const grant = `SET ROLE NONE; GRANT "${hostile.resource.id}_v1" TO :other`;
    await asHostile(grant).catch(() => undefined);
    await fixture.driver.suspend(hostile.resource, soon());
    const open = `ALTER DATABASE "${hostile.resource.id}" ALLOW_CONNECTIONS true`;
    await expect(rowsOf(other.url, open)).rejects.toThrow('must be owner');
  });

  it.each(['ready', 'suspended'])(
    'cannot hold back the removal of another by grants in its own %s database',
    async (state) => {
      await asHostile(`
      CREATE TABLE t (id int); CREATE SCHEMA s; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
      GRANT ALL ON TABLE t TO :other WITH GRANT OPTION; GRANT ALL ON SCHEMA s TO :other; GRANT ALL ON FUNCTION f() TO :other;
      GRANT ALL ON DATABASE :mine TO :other; ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO :other;
      ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t TO :other USING (true);
      INSERT INTO t VALUES (1); ALTER DATABASE :mine CONNECTION LIMIT 0; ALTER DATABASE :mine SET role TO none`);
      if (state === 'suspended') await fixture.driver.suspend(hostile.resource, soon());
      await remove(other);
      if (state === 'suspended') await expect(rowsOf(hostile.url, 'SELECT 1')).rejects.toThrow('not permitted');
      expect(await rowsOf(serverUrl(), SESSION_LIMIT, [hostile.resource.id])).toEqual([{ datconnlimit: 0 }]);
      await fixture.driver.resume(hostile.resource, soon());
      expect(textOf(await fixture.console(hostile, 'SELECT * FROM t'))).toContain('(1 row)');
    },
  );

  it('gets its own password back when a provision is repeated after it was changed', async () => {
    const seed = Secret.of('seed');
    const { secrets } = await fixture.driver.provision(hostile.resource, seed, soon());
    const url = String(secrets[0]?.value.reveal());
    await rowsOf(url, `SET ROLE NONE; ALTER ROLE SESSION_USER PASSWORD 'changed'`);
    await expect(rowsOf(url, 'SELECT 1')).rejects.toThrow('password authentication failed');
    await fixture.driver.provision(hostile.resource, seed, soon());
    await rowsOf(url, 'SELECT 1');
  });
});
