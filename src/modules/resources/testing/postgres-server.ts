import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DriverSecret } from '../driver.port.js';

/** The address of the run's PostgreSQL server, as its superuser. */
export function serverUrl(): string {
  const url = process.env['TEST_POSTGRES_URL'];
  if (url === undefined) throw new Error('no test server: the global setup of test/support/postgres did not run');
  return url;
}

/** The same server through another database or as another role. */
export function urlAs(
  url: string,
  change: { readonly database?: string; readonly user?: string; readonly password?: string },
) {
  const changed = new URL(url);
  if (change.database !== undefined) changed.pathname = `/${encodeURIComponent(change.database)}`;
  if (change.user !== undefined) changed.username = change.user;
  if (change.password !== undefined) changed.password = change.password;
  return changed.href;
}

/** Runs `work` in a session of its own. */
export async function inSession<T>(url: string, work: (sql: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The rows of one statement, in a session of its own. */
export async function rowsOf(url: string, text: string, values: readonly unknown[] = []): Promise<readonly unknown[]> {
  return inSession(url, async (sql) => (await sql.query(text, [...values])).rows);
}

/** The customer's URL among the secrets. */
export function urlOf(secrets: readonly DriverSecret[]): string {
  const secret = secrets.find(({ name }) => name === 'POSTGRES_URL');
  if (secret === undefined) throw new Error('no POSTGRES_URL among the secrets');
  return secret.value.reveal();
}

/** An administrator as a managed server has one: CREATEDB and CREATEROLE, and no superuser. */
export interface OrdinaryAdmin {
  readonly url: string;
  drop(): Promise<void>;
}

/** Makes an ordinary administrator; all he made must be gone when he is dropped. */
export async function ordinaryAdmin(server: string): Promise<OrdinaryAdmin> {
  const user = `driver_admin_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  const database = new URL(server).pathname.slice(1);
  await rowsOf(server, `CREATE ROLE ${user} LOGIN CREATEDB CREATEROLE PASSWORD '${password}'`);
  await insist(server, `GRANT CONNECT ON DATABASE "${database}" TO ${user}`);
  const drop = (): Promise<void> => insist(server, `DROP OWNED BY ${user}; DROP ROLE ${user}`);
  return { url: urlAs(server, { user, password }), drop };
}

/** An app that starts beside, on the same server, closes the database and grants to every login at any time: PostgreSQL fails the second of two. */
export async function insist(server: string, text: string, attempts: number = 10): Promise<void> {
  try {
    await rowsOf(server, text);
  } catch (error) {
    if (attempts === 1) throw error;
    await insist(server, text, attempts - 1);
  }
}
