import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../../../platform/crypto/index.js';
import type { DriverResource } from '../../../driver.port.js';
import type { InstanceOwner } from '../../../importing.port.js';
import { resourceOf, soon } from '../../../testing/driver-harness.js';
import { OwnedDatabase } from '../../../testing/owned-database.js';
import { textOf } from '../../../testing/postgres-fixture.js';
import { ordinaryAdmin, rowsOf, serverUrl, urlOf, type OrdinaryAdmin } from '../../../testing/postgres-server.js';
import { PostgresDriver } from '../postgres.driver.js';

const ADA: InstanceOwner = { kind: 'account', issuer: 'https://accounts.example', subject: `ada-${randomUUID()}` };
const BOB: InstanceOwner = { kind: 'account', issuer: 'https://accounts.example', subject: 'bob' };
const OURS = 'SELECT rolname FROM pg_roles WHERE starts_with(rolname, $1)';

describe.each(['superuser', 'ordinary administrator'])('a database that a customer had before, under a %s,', (kind) => {
  let admin: OrdinaryAdmin;
  let driver: PostgresDriver;
  let own: OwnedDatabase;
  let resource: DriverResource;
  const adminRole = (): string | null => (kind === 'superuser' ? null : new URL(admin.url).username);

  beforeAll(async () => {
    admin = kind === 'superuser' ? { url: serverUrl(), drop: async () => undefined } : await ordinaryAdmin(serverUrl());
    driver = new PostgresDriver({ adminUrl: admin.url });
  });
  beforeEach(async () => {
    own = await OwnedDatabase.make(ADA, adminRole());
    const [found] = await driver.listImportable(ADA, 'postgres', soon());
    resource = { ...resourceOf(), instance: found?.instance ?? '' };
  });
  afterEach(async () => {
    await driver.release(resource, soon());
    await own.drop();
  });
  afterAll(async () => {
    await driver.close();
    await admin.drop();
  });

  const adopt = async (owner: InstanceOwner = ADA): Promise<string> => {
    const made = await driver.adopt(resource, { owner, instance: resource.instance ?? '' }, Secret.of('seed'), soon());
    return urlOf(made.status === 'ready' ? made.secrets : []);
  };
  const names = async (owner: InstanceOwner): Promise<readonly string[]> =>
    (await driver.listImportable(owner, 'postgres', soon())).map(({ name }) => name);

  it('is listed for its owner alone', async () => {
    expect(await names(ADA)).toEqual([own.name]);
    expect(await names(BOB)).toEqual([]);
    expect(await names({ kind: 'installation', installationId: 'icfg_ada' })).toEqual([]);
    await expect(adopt(BOB)).rejects.toThrow('cannot be imported');
  });

  it.each([
    ['creates databases', (role: string) => `ALTER ROLE ${role} CREATEDB`],
    ['is a superuser', (role: string) => `ALTER ROLE ${role} SUPERUSER`],
    ['belongs to a role that reads everything', (role: string) => `GRANT pg_read_all_data TO ${role}`],
    ['has lost its mark', (role: string) => `COMMENT ON ROLE ${role} IS NULL`],
  ])('is not listed when its owner role %s', async (_what, change) => {
    await rowsOf(serverUrl(), change(own.role));
    expect(await names(ADA)).toEqual([]);
    await expect(adopt()).rejects.toThrow('cannot be imported');
  });

  it('is not listed when its owner role owns another one', async () => {
    await rowsOf(serverUrl(), `CREATE DATABASE ${own.name}_b OWNER ${own.role}`);
    try {
      expect(await names(ADA)).toEqual([]);
    } finally {
      await rowsOf(serverUrl(), `DROP DATABASE ${own.name}_b`);
    }
  });

  it('takes the new credential as its owner, the same at every attempt, and goes on taking the old one', async () => {
    const url = await adopt();
    expect(await adopt()).toBe(url);
    await rowsOf(url, `INSERT INTO notes VALUES ('linked'); CREATE TABLE made (id int)`);
    await rowsOf(own.url, 'ALTER TABLE made ADD COLUMN name text');
    expect(await rowsOf(own.url, 'SELECT text FROM notes ORDER BY 1')).toEqual([{ text: 'linked' }, { text: 'mine' }]);
  });

  it('has both consoles', async () => {
    await adopt();
    const console = (input: string, mode: 'read-only' | 'read-write') => driver.repl(resource, { input, mode }, soon());
    expect(textOf(await console('SELECT text FROM notes', 'read-only'))).toContain('mine');
    await console('CREATE TABLE made (id int)', 'read-write');
    await rowsOf(own.url, 'DROP TABLE made');
  });

  it('keeps only the credentials out that were given out here while it is suspended', async () => {
    const url = await adopt();
    await driver.suspend(resource, soon());
    await expect(rowsOf(url, 'SELECT 1')).rejects.toThrow('not permitted to log in');
    expect(await rowsOf(own.url, 'SELECT text FROM notes')).toEqual([{ text: 'mine' }]);
    await driver.resume(resource, soon());
    expect(await rowsOf(url, 'SELECT text FROM notes')).toEqual([{ text: 'mine' }]);
  });

  it('gets new credentials, and loses old ones with their sessions, while what these made stays', async () => {
    const url = await adopt();
    await rowsOf(url, 'SET ROLE NONE; CREATE SCHEMA AUTHORIZATION CURRENT_USER; CREATE TABLE kept (id int)');
    const renewed = await driver.rotateSecrets(resource, Secret.of('next'), 2, soon());
    await driver.revokeSecrets(resource, 1, soon());
    await expect(rowsOf(url, 'SELECT 1')).rejects.toThrow();
    const schema = `${resource.id}_v1`;
    expect(await rowsOf(urlOf(renewed.status === 'ready' ? renewed.secrets : []), `TABLE "${schema}".kept`)).toEqual(
      [],
    );
    expect(await rowsOf(own.url, `TABLE "${schema}".kept`)).toEqual([]);
  });

  it('stays whole when it is let go, and nothing of ours stays', async () => {
    const url = await adopt();
    await rowsOf(url, 'SET ROLE NONE; CREATE SCHEMA left_over; CREATE TABLE left_over.kept (id int)');
    await driver.release(resource, soon());
    await driver.release(resource, soon());
    expect(await rowsOf(own.url, 'TABLE left_over.kept')).toEqual([]);
    expect(await rowsOf(serverUrl(), OURS, [resource.id])).toEqual([]);
    expect(await names(ADA)).toEqual([own.name]);
  });

  it('is gone when it was dropped, or given to another role, even under the same name', async () => {
    await adopt();
    expect(await driver.holds(resource, soon())).toBe(true);
    await rowsOf(serverUrl(), `ALTER DATABASE ${own.name} OWNER TO CURRENT_USER`);
    expect(await driver.holds(resource, soon())).toBe(false);
    await expect(driver.rotateSecrets(resource, Secret.of('next'), 2, soon())).rejects.toThrow('another owner');
    await rowsOf(serverUrl(), `DROP DATABASE ${own.name} WITH (FORCE)`);
    await rowsOf(serverUrl(), `CREATE DATABASE ${own.name} OWNER ${own.role}`);
    expect(await driver.holds(resource, soon())).toBe(false);
    await driver.release(resource, soon());
    expect(await rowsOf(serverUrl(), OURS, [resource.id])).toEqual([]);
  });
});
