import pg from 'pg';
import type { AdminServer } from './admin-server.js';
import { loginRoles, type InstanceNames } from './instance-names.js';
import type { InstanceState } from './instance-state.js';
import { sqlState } from './sql-state.js';
import { closeLogins, endSessions } from './suspend-instance.js';

const quote = pg.escapeIdentifier;
const DEPENDENT_OBJECTS_STILL_EXIST = '2BP01';

const DATABASES_WITH_GRANTS = `
  SELECT DISTINCT d.datname AS name, d.datallowconn AS allows, d.datconnlimit AS most
    FROM pg_shdepend s
    JOIN pg_roles r ON s.refclassid = 'pg_authid'::regclass AND s.refobjid = r.oid
    JOIN pg_database d ON d.oid = s.dbid OR (s.dbid = 0 AND s.classid = 'pg_database'::regclass AND s.objid = d.oid)
   WHERE r.rolname = ANY ($1)`;

/** Removes what is there of an instance; sessions end first, since a live one could undo each later step. */
export async function destroyInstance(
  admin: AdminServer,
  sql: pg.ClientBase,
  names: InstanceNames,
  state: InstanceState,
): Promise<void> {
  const logins = loginRoles(names).filter((role) => state.roles.includes(role));
  const unmark = state.roles.includes(names.owner) ? [`COMMENT ON ROLE ${quote(names.owner)} IS NULL`] : [];
  await sql.query([...closeLogins(logins), ...unmark].join(';'));
  await endSessions(sql, names);
  if (state.hasDatabase) await dropDatabase(sql, names);
  if (state.roles.length > 0) await dropRoles(admin, sql, state.roles);
}

/**
 * The customer owns the database and may have made it a template, which cannot be dropped. Without FORCE: that fails for an
 * administrator without superuser when autovacuum is inside, which a plain DROP sends away.
 */
async function dropDatabase(sql: pg.ClientBase, names: InstanceNames): Promise<void> {
  const database = quote(names.database);
  await sql.query(`ALTER DATABASE ${database} IS_TEMPLATE false ALLOW_CONNECTIONS false`);
  await endSessions(sql, names);
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

/** A database as its owner left it; a limit of -1 is none. */
interface Doors {
  readonly name: string;
  readonly allows: boolean;
  readonly most: number;
}

/** Another customer may have granted something of his own to these roles, which would keep them for ever. */
async function dropForeignGrants(admin: AdminServer, sql: pg.ClientBase, roles: readonly string[]): Promise<void> {
  const { rows } = await sql.query<Doors>(DATABASES_WITH_GRANTS, [roles]);
  for (const doors of rows) {
    await sql.query(setDoors({ ...doors, allows: true, most: -1 }));
    try {
      await admin.inside(doors.name, (database) => database.query(`DROP OWNED BY ${roles.map(quote).join(', ')}`));
    } finally {
      await sql.query(setDoors(doors));
    }
  }
}

function setDoors({ name, allows, most }: Doors): string {
  return `ALTER DATABASE ${quote(name)} ALLOW_CONNECTIONS ${allows} CONNECTION LIMIT ${most}`;
}
