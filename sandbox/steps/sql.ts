import pg from 'pg';
import type { HeldResource } from '#libs/vercel-simulator';

const CONNECT_LIMIT_MS = 5_000;

/** Runs a statement on a connection of its own, as a customer's program would. */
export async function sql(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  return inSession(url, async (session) => (await session.query<Record<string, unknown>>(text)).rows);
}

/** Keeps a connection open for as long as `work` takes. */
export async function inSession<T>(url: string, work: (session: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_LIMIT_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Why a connection was refused, by SQLSTATE or system error and message; "connected" if it was not. */
export async function refusal(url: string): Promise<string> {
  return (await refusalOf(() => sql(url, 'SELECT 1'))) ?? 'connected';
}

/** How a call to PostgreSQL failed, by SQLSTATE or system error and message. */
export async function refusalOf(call: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return `${code}: ${message}`;
  }
}

/** The databases of a server that a customer's resource stands for. */
export async function customerDatabases(adminUrl: string): Promise<readonly string[]> {
  const rows = await sql(adminUrl, `SELECT datname FROM pg_database WHERE datname ~ '^(res|rsh)_' ORDER BY 1`);
  return rows.map((row) => String(row['datname']));
}

/** The address that a resource was sold with. */
export function addressOf(resource: HeldResource): string {
  const secret = resource.secrets.find(({ name }) => name === 'POSTGRES_URL');
  if (secret === undefined) throw new Error(`${resource.id} came without POSTGRES_URL`);
  return secret.value;
}
