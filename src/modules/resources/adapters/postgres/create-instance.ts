import pg from 'pg';
import type { AdminServer } from './admin-server.js';
import { allRoles, loginRoles, type InstanceNames } from './instance-names.js';
import { markAs, type InstanceState } from './instance-state.js';

const quote = pg.escapeIdentifier;

/** The customer's password as the server may see it, and the sessions it opens at once. */
export interface LoginSettings {
  readonly verifier: string;
  readonly connections: number;
}

/** Brings what is there to a whole instance; each step may be found done. The login opens only at the end. */
export async function createInstance(
  admin: AdminServer,
  sql: pg.ClientBase,
  names: InstanceNames,
  state: InstanceState,
): Promise<void> {
  await sql.query(createRoles(names, state));
  if (!state.hasDatabase) await sql.query(createDatabase(names));
  await sql.query(closeToOthers(names));
  await admin.inside(names.database, (database) => database.query(letReaderRead(names)));
}

/** Sets the customer's password and session limit; whether the login may open a session stays as it is. */
export function loginSettings(names: InstanceNames, settings: LoginSettings): string {
  const { verifier, connections } = settings;
  return `ALTER ROLE ${quote(names.login)} CONNECTION LIMIT ${connections} PASSWORD ${pg.escapeLiteral(verifier)}`;
}

/** Opens the login and records the instance as ready; a customer who had locked himself out gets in again. */
export function openInstance(names: InstanceNames): string {
  return [
    `ALTER DATABASE ${quote(names.database)} ALLOW_CONNECTIONS true CONNECTION LIMIT -1`,
    `ALTER ROLE ${quote(names.login)} LOGIN`,
    markAs('ready', quote(names.owner)),
  ].join(';');
}

function createRoles(names: InstanceNames, state: InstanceState): string {
  const missing = allRoles(names).filter((role) => !state.roles.includes(role));
  const statements = missing.map((role) => `CREATE ROLE ${quote(role)} NOLOGIN INHERIT CONNECTION LIMIT 4`);
  statements.push(`GRANT ${quote(names.owner)} TO ${quote(names.login)}, ${quote(names.writer)}`);
  if (!state.adminIsSuperuser) {
    statements.push(`GRANT ${allRoles(names).map(quote).join(', ')} TO CURRENT_USER`);
  }
  return statements.join(';');
}

/**
 * template0: nobody can be inside it, and nothing was added to it. wal_log: 15 ms where file_copy, which forces two
 * checkpoints, takes 41 ms on a server that syncs.
 */
function createDatabase(names: InstanceNames): string {
  const owner = quote(names.owner);
  return `CREATE DATABASE ${quote(names.database)} OWNER ${owner} TEMPLATE template0 STRATEGY wal_log ALLOW_CONNECTIONS false`;
}

/** A new database admits everybody, hence made without connections and opened here. */
function closeToOthers(names: InstanceNames): string {
  const database = quote(names.database);
  return [
    `REVOKE ALL ON DATABASE ${database} FROM PUBLIC`,
    `GRANT CONNECT ON DATABASE ${database} TO ${quote(names.reader)}`,
    `ALTER ROLE ${quote(names.login)} IN DATABASE ${database} SET role TO ${quote(names.owner)}`,
    `ALTER DATABASE ${database} ALLOW_CONNECTIONS true`,
  ].join(';');
}

/** What the customer's roles will make; pg_read_all_data would also open the server's password table. */
function letReaderRead(names: InstanceNames): string {
  const makers = [names.owner, ...loginRoles(names).filter((role) => role !== names.reader)].map(quote).join(', ');
  const grants = ['SELECT ON TABLES', 'SELECT ON SEQUENCES', 'USAGE ON SCHEMAS'];
  return grants
    .map((grant) => `ALTER DEFAULT PRIVILEGES FOR ROLE ${makers} GRANT ${grant} TO ${quote(names.reader)}`)
    .join(';');
}
