import pg from 'pg';
import { INSTANCE_DATABASE, INSTANCE_ROLE } from './instance-names.js';
import { sqlState } from './sql-state.js';

const quote = pg.escapeIdentifier;
const UNDEFINED_DATABASE = '3D000';

/** Names of databases: those that were closed to PUBLIC now, and those that stay open since another role owns them. */
export interface ServerPreparation {
  readonly closed: readonly string[];
  readonly stillOpen: readonly string[];
}

interface OpenDatabase {
  readonly name: string;
  readonly may_close: boolean;
  readonly is_instance: boolean;
}

const OPEN_DATABASES = `
  SELECT d.datname AS name, pg_has_role(d.datdba, 'USAGE') AS may_close, d.datname ~ $1 AS is_instance
    FROM pg_database d
   WHERE d.datname <> 'template0'
     AND EXISTS (SELECT FROM aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
                  WHERE a.grantee = 0 AND a.privilege_type IN ('CONNECT', 'TEMPORARY'))
   ORDER BY 1`;

const OTHER_LOGINS = `
  SELECT rolname AS name FROM pg_roles WHERE rolcanlogin AND NOT rolsuper AND rolname !~ $1 ORDER BY 1`;

/**
 * Takes from PUBLIC what a new database gives it, on every database the administrator may change. Login roles that exist by
 * then and are no customer's keep their way in, by a grant of their own.
 */
export async function closeDatabases(sql: pg.ClientBase): Promise<ServerPreparation> {
  const open = (await sql.query<OpenDatabase>(OPEN_DATABASES, [INSTANCE_DATABASE])).rows;
  const logins = (await sql.query<{ name: string }>(OTHER_LOGINS, [INSTANCE_ROLE])).rows.map(({ name }) => name);
  const closable = open.filter((database) => database.may_close);
  for (const database of closable) await ifStillThere(sql.query(closing(database, logins)));
  return {
    closed: closable.map(({ name }) => name),
    stillOpen: open.filter((database) => !database.may_close).map(({ name }) => name),
  };
}

/** A database may be dropped by others at any time. */
async function ifStillThere(change: Promise<unknown>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (sqlState(error) !== UNDEFINED_DATABASE) throw error;
  }
}

function closing(database: OpenDatabase, logins: readonly string[]): string {
  const name = quote(database.name);
  const revoke = `REVOKE ALL ON DATABASE ${name} FROM PUBLIC`;
  if (database.is_instance || logins.length === 0) return revoke;
  return `GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO ${logins.map(quote).join(', ')}; ${revoke}`;
}
