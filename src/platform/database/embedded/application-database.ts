import { Client, DatabaseError } from 'pg';
import { SUPERUSER } from './cluster.js';

/** The database that the application uses; `postgres` stays free for administration. */
export const APPLICATION_DATABASE = 'stallholder';

const MISSING = '3D000';
const CREATED_BY_ANOTHER = new Set(['42P04', '23505']);
const NOT_SERVING = new Set(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03']);

/** The address of a database on the loopback interface, credentials included. */
export function urlOf(port: number, password: string, database: string): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Creates the application's database unless it is there; false when the server takes no connections yet or any more. */
export async function ensureApplicationDatabase(port: number, password: string): Promise<boolean> {
  const failure = await connectAnd(urlOf(port, password, APPLICATION_DATABASE), 'SELECT 1');
  if (failure !== MISSING) return settled(failure);
  const creation = `CREATE DATABASE ${APPLICATION_DATABASE}`;
  const refusal = await connectAnd(urlOf(port, password, 'postgres'), creation);
  return refusal !== null && CREATED_BY_ANOTHER.has(refusal) ? true : settled(refusal);
}

function settled(failure: string | null): boolean {
  if (failure === null) return true;
  if (NOT_SERVING.has(failure)) return false;
  throw new Error(`the embedded PostgreSQL refuses its own superuser: ${failure}`);
}

/** The code of the failure, or null. */
async function connectAnd(connectionString: string, sql: string): Promise<string | null> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(sql);
    return null;
  } catch (error) {
    return failureCode(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function failureCode(error: unknown): string {
  if (error instanceof DatabaseError && error.code) return error.code;
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? (message.startsWith('Connection terminated') ? 'ECONNRESET' : message);
}
