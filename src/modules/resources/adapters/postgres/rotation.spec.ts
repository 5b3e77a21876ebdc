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
  urlOf,
  type OrdinaryAdmin,
} from '../../testing/postgres-server.js';

const ROLES = `SELECT rolname FROM pg_roles WHERE starts_with(rolname, $1) AND rolname ~ '_v[0-9]+$' ORDER BY 1`;

describe.each(['superuser', 'ordinary administrator'])('a credential that is rotated, under a %s,', (kind) => {
  let admin: OrdinaryAdmin;
  let fixture: PostgresFixture;
  let tenant: Tenant;
  let renewed: string;
  beforeAll(async () => {
    admin = kind === 'superuser' ? { url: serverUrl(), drop: async () => undefined } : await ordinaryAdmin(serverUrl());
    fixture = new PostgresFixture({ adminUrl: admin.url });
  });
  beforeEach(async () => {
    tenant = await fixture.tenant();
    renewed = await rotate(2);
  });
  afterAll(async () => {
    await fixture.close();
    await admin.drop();
  });

  const rotate = async (version: number): Promise<string> =>
    urlOf((await fixture.driver.rotateSecrets(tenant.resource, Secret.of('new'), version, soon())).secrets);
  const revoke = (version: number) => fixture.driver.revokeSecrets(tenant.resource, version, soon());

  it('works on what the former one has made, and the other way round', async () => {
    await rowsOf(tenant.url, 'CREATE TABLE one (id int); INSERT INTO one VALUES (1)');
    await rowsOf(renewed, 'ALTER TABLE one ADD COLUMN name text; CREATE TABLE two (id int)');
    await rowsOf(tenant.url, 'DROP TABLE two');
    expect(await rowsOf(renewed, 'SELECT id, name FROM one')).toEqual([{ id: 1, name: null }]);
    await rowsOf(renewed, 'SET ROLE NONE; CREATE SCHEMA AUTHORIZATION CURRENT_USER; CREATE TABLE t (id int)');
    expect(textOf(await fixture.console(tenant, 'SELECT count(*) FROM one', 'read-only'))).toContain('(1 row)');
  });

  it('ends the live sessions of the one that is revoked, and no others', async () => {
    await inSession(tenant.url, async (old) => {
      await inSession(renewed, async (present) => {
        await revoke(1);
        await expect(old.query('SELECT 1')).rejects.toThrow();
        expect((await present.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
      });
    });
    await expect(rowsOf(tenant.url, 'SELECT 1')).rejects.toThrow();
    expect(await rowsOf(serverUrl(), ROLES, [tenant.resource.id])).toEqual([{ rolname: `${tenant.resource.id}_v2` }]);
  });

  it.each([
    ['made tables as the login itself', `SET ROLE NONE; CREATE SCHEMA mine; CREATE TABLE mine.t (id int)`],
    [
      'took everything over',
      `SET ROLE NONE; CREATE SCHEMA mine; CREATE TABLE mine.t (id int);
       DO $$ BEGIN EXECUTE format('REASSIGN OWNED BY %I TO %I', current_database() || '_owner', session_user); END $$`,
    ],
    [
      'has grants, defaults and policies of its own',
      `CREATE SCHEMA mine; CREATE TABLE mine.t (id int); GRANT ALL ON SCHEMA mine TO :login; GRANT ALL ON mine.t TO :login WITH GRANT OPTION;
       ALTER TABLE mine.t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON mine.t TO :login USING (true);
       ALTER DEFAULT PRIVILEGES IN SCHEMA mine GRANT ALL ON TABLES TO :login`,
    ],
    [
      'closes the database to itself',
      `CREATE SCHEMA mine; CREATE TABLE mine.t (id int); ALTER DATABASE :database CONNECTION LIMIT 0`,
    ],
  ])('is revoked though it %s, and what it made stays with the customer', async (_what, statements) => {
    const { id } = tenant.resource;
    await rowsOf(tenant.url, statements.replaceAll(':login', `"${id}_v1"`).replaceAll(':database', `"${id}"`));
    await revoke(1);
    await expect(rowsOf(tenant.url, 'SELECT 1')).rejects.toThrow();
    expect(await rowsOf(serverUrl(), ROLES, [id])).toEqual([{ rolname: `${id}_v2` }]);
    await rowsOf(serverUrl(), `ALTER DATABASE "${id}" CONNECTION LIMIT -1`);
    await rowsOf(renewed, 'INSERT INTO mine.t VALUES (1); DROP TABLE mine.t; DROP SCHEMA mine');
  });

  it('is locked out at once though a lock of the customer holds up the rest, which a repeat does', async () => {
    const { id } = tenant.resource;
    await rowsOf(
      tenant.url,
      'SET ROLE NONE; CREATE SCHEMA mine; CREATE TABLE mine.t (id int); GRANT ALL ON SCHEMA mine TO PUBLIC; GRANT ALL ON mine.t TO PUBLIC',
    );
    await inSession(renewed, async (sql) => {
      await sql.query('BEGIN; LOCK TABLE mine.t IN ACCESS SHARE MODE');
      await expect(revoke(1)).rejects.toThrow('could not do it now');
      await expect(rowsOf(tenant.url, 'SELECT 1')).rejects.toThrow();
      await fixture.driver.suspend(tenant.resource, soon());
    });
    await fixture.driver.resume(tenant.resource, soon());
    await expect(rowsOf(tenant.url, 'SELECT 1')).rejects.toThrow();
    await expect(rotate(1)).rejects.toThrow('revoked');
    await revoke(1);
    expect(await rowsOf(serverUrl(), ROLES, [id])).toEqual([{ rolname: `${id}_v2` }]);
  });

  it('opens no other database', async () => {
    const other = await fixture.tenant();
    const into = urlAs(renewed, { database: other.resource.id });
    await expect(rowsOf(into, 'SELECT 1')).rejects.toThrow('permission denied');
  });
});
