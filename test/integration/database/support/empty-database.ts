import { databaseUrl, dropDatabases, withClient } from '../../../support/postgres/admin.js';
import { cloneName } from '../../../support/postgres/names.js';
import type { TestDatabase } from '../../../support/postgres/index.js';

/** The address of the run's server, under a role that may do everything. */
export function serverUrl(): string {
  const { TEST_POSTGRES_URL: url } = process.env;
  if (url === undefined) throw new Error('no test server: test/support/postgres/global-setup.js did not run');
  return url;
}

/** A database without any schema. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const server = serverUrl();
  const name = cloneName(process.env['TEST_RUN'] ?? 'alone');
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE template0`));
  return { url: databaseUrl(server, name), drop: () => withClient(server, (client) => dropDatabases(client, [name])) };
}
