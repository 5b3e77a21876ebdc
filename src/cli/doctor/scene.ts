import pg from 'pg';
import type { Settings } from '../../platform/config/index.js';

/** Less than a check may take, so that it can still say what it waited for. */
const CONNECT_MS = 4_000;
const STATEMENT_MS = 4_000;

/** What checks look at: the configuration, and the database that it names. */
export interface Scene {
  readonly settings: Settings;
  /** The app's own database, under the app's own role. */
  readonly databaseUrl: string;
}

/** One statement on a connection of its own, which therefore tells of nobody else's trouble. */
export async function rowsOf<R extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly R[]> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'stallholder-doctor',
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<R>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
