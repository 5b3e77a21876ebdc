import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../../platform/crypto/index.js';
import type { DriverResource, DriverSecret } from '../../driver.port.js';
import { DriverUnavailable } from '../../driver.errors.js';
import { describeDriverContract } from '../../testing/driver-contract.js';
import { resourceOf, soon, type DriverHarness } from '../../testing/driver-harness.js';
import { inSession, ordinaryAdmin, rowsOf, serverUrl, urlAs, urlOf } from '../../testing/postgres-server.js';
import { PostgresDriver } from './postgres.driver.js';

const PIECES = `
  SELECT datname AS piece FROM pg_database WHERE starts_with(datname, $1)
  UNION ALL SELECT 'roles' FROM pg_roles WHERE starts_with(rolname, $1) GROUP BY 1 HAVING count(*) FILTER (WHERE rolname !~ '_v[0-9]+$') <> 3
  UNION ALL SELECT 'orphans' FROM pg_roles WHERE starts_with(rolname, $1)
    AND NOT EXISTS (SELECT FROM pg_database WHERE datname = $1) GROUP BY 1`;

function harnessOver(adminUrl: string, end: () => Promise<void>): DriverHarness {
  const driver = new PostgresDriver({ adminUrl });
  const twin = new PostgresDriver({ adminUrl });
  return {
    driver,
    twin,
    commands: { read: 'SELECT 1', write: 'CREATE TABLE t (id int)', wrong: 'SELEKT 1', slow: 'SELECT pg_sleep(60)' },
    opens: (resource, secrets) => opens(resource, secrets),
    count: async (resource) => (await rowsOf(adminUrl, PIECES, [resource.id])).length,
    close: async () => {
      await Promise.all([driver.close(), twin.close()]);
      await end();
    },
  };
}

/** The customer's way in; to another resource's database with the credentials at hand, when they are not of this one. */
async function opens(resource: DriverResource, secrets: readonly DriverSecret[]): Promise<boolean> {
  const url = urlAs(urlOf(secrets), { database: resource.id });
  return rowsOf(url, 'SELECT 1').then(
    () => true,
    () => false,
  );
}

describeDriverContract('postgres', async () => harnessOver(serverUrl(), async () => undefined));

describeDriverContract('postgres (administrator without superuser)', async () => {
  const admin = await ordinaryAdmin(serverUrl());
  return harnessOver(admin.url, () => admin.drop());
});

describe('a PostgreSQL instance', () => {
  const seed = Secret.of('seed');
  let driver: PostgresDriver;
  let resource: DriverResource;
  beforeAll(() => {
    driver = new PostgresDriver({ adminUrl: serverUrl() });
  });
  beforeEach(() => {
    resource = resourceOf();
  });
  afterEach(() => driver.deprovision(resource, soon()));
  afterAll(() => driver.close());

  it('is measured by what it takes on disk, in GB to the byte', async () => {
    const { secrets } = await driver.provision(resource, seed, soon());
    const measure = async () => (await driver.usage(resource, { start: new Date(0), end: new Date() }, soon()))[0];
    const bytes = async () => (await rowsOf(serverUrl(), 'SELECT pg_database_size($1)::text AS n', [resource.id]))[0];
    const small = await measure();
    expect(small?.meter).toBe('storage');
    await rowsOf(
      urlOf(secrets),
      'CREATE TABLE big AS SELECT repeat(md5(n::text), 40) AS t FROM generate_series(1, 4000) n',
    );
    const grown = await measure();
    expect(Number(grown?.value) - Number(small?.value)).toBeGreaterThan(0.000_1);
    expect(await bytes()).toEqual({ n: String(Math.round(Number(grown?.value) * 1e9)) });
  });

  const provision = async () => urlOf((await driver.provision(resource, seed, soon())).secrets);

  it('comes with its URL and the parts of it', async () => {
    const { secrets } = await driver.provision(resource, seed, soon());
    const parts = Object.fromEntries(secrets.map(({ name, value }) => [name, value.reveal()]));
    const url = new URL(String(parts['POSTGRES_URL']));
    expect(parts).toEqual({
      POSTGRES_URL: url.href,
      POSTGRES_HOST: url.hostname,
      POSTGRES_PORT: url.port,
      POSTGRES_USER: url.username,
      POSTGRES_PASSWORD: url.password,
      POSTGRES_DATABASE: url.pathname.slice(1),
    });
  });

  it('lets the customer make schemas, tables and trusted extensions, all owned by the owner role', async () => {
    await inSession(await provision(), async (sql) => {
      await sql.query('CREATE SCHEMA s; CREATE TABLE s.t (id int); CREATE EXTENSION hstore; SELECT 1');
      const { rows } = await sql.query(`SELECT tableowner FROM pg_tables WHERE schemaname = 's'`);
      expect(rows).toEqual([{ tableowner: `${resource.id}_owner` }]);
    });
  });

  it('takes names that are no ordinary ids, and keeps them apart', async () => {
    const long = { ...resource, id: `x'"${'ü'.repeat(200)}` };
    const longer = { ...resource, id: `${long.id}-` };
    const [one, two] = await Promise.all([long, longer].map((each) => driver.provision(each, seed, soon())));
    expect(urlOf(one?.secrets ?? [])).not.toBe(urlOf(two?.secrets ?? []));
    await rowsOf(urlOf(one?.secrets ?? []), 'SELECT 1');
    await Promise.all([long, longer].map((each) => driver.deprovision(each, soon())));
  });

  it('answers as unavailable, without a word about the server, when the server is not there', async () => {
    const lost = new PostgresDriver({ adminUrl: 'postgres://admin:canary@127.0.0.1:1/postgres' });
    const failure = await lost.provision(resource, seed, soon()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DriverUnavailable);
    expect((failure as Error).message).toBe('the database server could not do it now');
    await lost.close();
  });
});
