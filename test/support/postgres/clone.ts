import type { Client } from 'pg';
import { databaseUrl, dropDatabases, withClient } from './admin.js';
import { cloneName } from './names.js';
import { type Migrate, prepareTemplate } from './template.js';
import { setTimeZone } from './time-zone.js';

/** A migrated database that one test file has for itself. */
export interface TestDatabase {
  readonly url: string;
  /** Ends the sessions that are still open on it, and removes it. */
  drop(): Promise<void>;
}

/** Clones the migrated template of the run's server; needs the global setup beside this file. */
export async function cloneTemplate(migrate: Migrate): Promise<TestDatabase> {
  const { TEST_POSTGRES_URL: server, TEST_RUN: run } = process.env;
  if (!server || !run) throw new Error('no test server: test/support/postgres/global-setup.js did not run');
  const template = await prepareTemplate(server, migrate);
  const name = cloneName(run);
  await withClient(server, (client) => copy(client, template, name));
  return { url: databaseUrl(server, name), drop: () => withClient(server, (client) => dropDatabases(client, [name])) };
}

/** Copying files is ten times faster than logging them, but ends in a checkpoint, which is slow where writes are durable. */
async function copy(client: Client, template: string, name: string): Promise<void> {
  const { rows } = await client.query<{ fsync: string }>('SHOW fsync');
  const strategy = rows[0]?.fsync === 'off' ? 'file_copy' : 'wal_log';
  await client.query(
    `CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE ${client.escapeIdentifier(template)} STRATEGY ${strategy}`,
  );
  await setTimeZone(client, name);
}
