import pg from 'pg';
import type { AdminServer } from './admin-server.js';
import { doorsWithGrants, throughDoors } from './database-doors.js';
import type { InstanceNames } from './instance-names.js';
import type { InstanceState } from './instance-state.js';
import { sqlState } from './sql-state.js';
import { closeLogins, endSessions, openingRoles } from './suspend-instance.js';

const quote = pg.escapeIdentifier;
const DEPENDENT_OBJECTS_STILL_EXIST = '2BP01';
/** A removal that was broken off leaves a database that can only be dropped. */
const IS_BROKEN_OFF = 'SELECT FROM pg_database WHERE datname = $1 AND datconnlimit = -2';

/** Removes what is there of an instance; sessions end first, since a live one could undo each later step. */
export async function destroyInstance(
  admin: AdminServer,
  sql: pg.ClientBase,
  names: InstanceNames,
  state: InstanceState,
): Promise<void> {
  const logins = openingRoles(names, state);
  const unmark = state.roles.includes(names.owner) ? [`COMMENT ON ROLE ${quote(names.owner)} IS NULL`] : [];
  await sql.query([...closeLogins(logins), ...unmark].join(';'));
  await endSessions(sql, names.database, logins);
  if (state.hasDatabase) await dropDatabase(sql, names, logins);
  if (state.roles.length > 0) await dropRoles(admin, sql, state.roles);
}

/**
 * The customer owns the database and may have made it a template, which cannot be dropped. Without FORCE: that fails for an
 * administrator without superuser when autovacuum is inside, which a plain DROP sends away.
 */
async function dropDatabase(sql: pg.ClientBase, names: InstanceNames, logins: readonly string[]): Promise<void> {
  const database = quote(names.database);
  const { rowCount } = await sql.query(IS_BROKEN_OFF, [names.database]);
  if (rowCount === 0) await sql.query(`ALTER DATABASE ${database} IS_TEMPLATE false ALLOW_CONNECTIONS false`);
  await endSessions(sql, names.database, logins);
  await sql.query(`DROP DATABASE IF EXISTS ${database}`);
}

async function dropRoles(admin: AdminServer, sql: pg.ClientBase, roles: readonly string[]): Promise<void> {
  const drop = `DROP ROLE IF EXISTS ${roles.map(quote).join(', ')}`;
  try {
    await sql.query(drop);
  } catch (error) {
    if (sqlState(error) !== DEPENDENT_OBJECTS_STILL_EXIST) throw error;
    await dropForeignGrants(admin, sql, roles);
    await sql.query(drop);
  }
}

/** Another customer may have granted something of his own to these roles, which would keep them for ever. */
async function dropForeignGrants(admin: AdminServer, sql: pg.ClientBase, roles: readonly string[]): Promise<void> {
  const drop = `DROP OWNED BY ${roles.map(quote).join(', ')}`;
  for (const doors of await doorsWithGrants(sql, roles)) await throughDoors(admin, sql, doors, drop);
}
