import { databaseUrl, dropDatabases, withClient } from './admin.js';
import type { TestDatabase } from './clone.js';
import { cloneName } from './names.js';
import { setTimeZone } from './time-zone.js';

/** A database with nothing in it; needs the global setup beside this file. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const { TEST_POSTGRES_URL: server, TEST_RUN: run } = process.env;
  if (!server || !run) throw new Error('no test server: test/support/postgres/global-setup.js did not run');
  const name = cloneName(run);
  await withClient(server, async (client) => {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE template0`);
    await setTimeZone(client, name);
  });
  return { url: databaseUrl(server, name), drop: () => withClient(server, (client) => dropDatabases(client, [name])) };
}
