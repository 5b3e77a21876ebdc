import pg from 'pg';
import type { AdminServer } from './admin-server.js';
import { FIRST_VERSION, loginName, standingRoles, type InstanceNames } from './instance-names.js';
import { doorsIn, doorsOf, throughDoors } from './database-doors.js';
import { markAs, type InstanceState } from './instance-state.js';
import { endSessions } from './suspend-instance.js';

const quote = pg.escapeIdentifier;

/** A credential: the password as the server may see it, and the sessions it opens at once. */
export interface LoginSettings {
  readonly login: string;
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
  const login = loginName(names, FIRST_VERSION);
  await sql.query(createRoles(names, state, [...standingRoles(names), login]));
  if (!state.hasDatabase) await sql.query(createDatabase(names));
  await sql.query(closeToOthers(names));
  const makers = [names.owner, login, names.writer];
  await admin.inside(names.database, (database) => database.query(letReaderRead(names, makers)));
}

/** Adds a credential to a whole instance; each step may be found done. It opens only at the end, and not while suspended. */
export async function addLogin(
  admin: AdminServer,
  sql: pg.ClientBase,
  names: InstanceNames,
  state: InstanceState,
  settings: LoginSettings,
): Promise<void> {
  const { login } = settings;
  await sql.query([createRoles(names, state, [login]), actAsOwner(names, login), loginSettings(settings)].join(';'));
  const [doors] = await doorsOf(sql, names.database);
  if (doors !== undefined) await throughDoors(admin, sql, doorsIn(state, doors), letReaderRead(names, [login]));
  if (state.condition === 'ready') await sql.query(`ALTER ROLE ${quote(login)} LOGIN`);
  else await endSessions(sql, names.database, [login]);
}

/** Sets the customer's password and session limit; whether the login may open a session stays as it is. */
export function loginSettings({ login, verifier, connections }: LoginSettings): string {
  return `ALTER ROLE ${quote(login)} CONNECTION LIMIT ${connections} PASSWORD ${pg.escapeLiteral(verifier)}`;
}

/** Opens the logins and records the instance as ready; a customer who had locked himself out gets in again. */
export function openInstance(names: InstanceNames, logins: Iterable<string>): string {
  return [
    `ALTER DATABASE ${quote(names.database)} ALLOW_CONNECTIONS true CONNECTION LIMIT -1`,
    ...[...logins].map((login) => `ALTER ROLE ${quote(login)} LOGIN`),
    markAs('ready', quote(names.owner)),
  ].join(';');
}

/** Those that are missing, none of which may log in, and who acts as the owner. */
export function createRoles(names: InstanceNames, state: InstanceState, roles: readonly string[]): string {
  const missing = roles.filter((role) => !state.roles.includes(role));
  const members = roles.filter((role) => role !== names.owner && role !== names.reader);
  const statements = missing.map((role) => `CREATE ROLE ${quote(role)} NOLOGIN INHERIT CONNECTION LIMIT 4`);
  statements.push(`GRANT ${quote(names.owner)} TO ${members.map(quote).join(', ')}`);
  if (!state.adminIsSuperuser) statements.push(`GRANT ${roles.map(quote).join(', ')} TO CURRENT_USER`);
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
    actAsOwner(names, loginName(names, FIRST_VERSION)),
    `ALTER DATABASE ${database} ALLOW_CONNECTIONS true`,
  ].join(';');
}

/** What a session of the login makes belongs to the owner, unless it says otherwise. */
export function actAsOwner(names: InstanceNames, login: string): string {
  return `ALTER ROLE ${quote(login)} IN DATABASE ${quote(names.database)} SET role TO ${quote(names.actsAs)}`;
}

/** What the customer's roles will make; pg_read_all_data would also open the server's password table. */
export function letReaderRead(names: InstanceNames, roles: readonly string[]): string {
  const makers = roles.map(quote).join(', ');
  const grants = ['SELECT ON TABLES', 'SELECT ON SEQUENCES', 'USAGE ON SCHEMAS'];
  return grants
    .map((grant) => `ALTER DEFAULT PRIVILEGES FOR ROLE ${makers} GRANT ${grant} TO ${quote(names.reader)}`)
    .join(';');
}
