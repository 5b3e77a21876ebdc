import pg from 'pg';
import type { AdminServer } from './admin-server.js';
import type { InstanceState } from './instance-state.js';

const quote = pg.escapeIdentifier;

/** Whom a database takes in, as its owner left it; a limit of -1 is none. */
export interface Doors {
  readonly name: string;
  readonly allows: boolean;
  readonly most: number;
}

const DOORS =
  'SELECT datname AS name, datallowconn AS allows, datconnlimit AS most FROM pg_database WHERE datname = $1';

const DOORS_WITH_GRANTS = `
  SELECT DISTINCT d.datname AS name, d.datallowconn AS allows, d.datconnlimit AS most
    FROM pg_shdepend s
    JOIN pg_roles r ON s.refclassid = 'pg_authid'::regclass AND s.refobjid = r.oid
    JOIN pg_database d ON d.oid = s.dbid OR (s.dbid = 0 AND s.classid = 'pg_database'::regclass AND s.objid = d.oid)
   WHERE r.rolname = ANY ($1)`;

/** The doors of a database; none when it does not exist. */
export async function doorsOf(sql: pg.ClientBase, database: string): Promise<readonly Doors[]> {
  return (await sql.query<Doors>(DOORS, [database])).rows;
}

/** The doors of every database that holds something of the roles, or grants them something. */
export async function doorsWithGrants(sql: pg.ClientBase, roles: readonly string[]): Promise<readonly Doors[]> {
  return (await sql.query<Doors>(DOORS_WITH_GRANTS, [roles])).rows;
}

/** The doors as an instance in that state has them: a suspended one stays closed, even after a crash in between. */
export function doorsIn(state: InstanceState, doors: Doors): Doors {
  return state.condition === 'suspended' ? { ...doors, allows: false } : doors;
}

/** Runs statements inside a database, whoever it takes in, and leaves its doors as given. */
export async function throughDoors(
  admin: AdminServer,
  sql: pg.ClientBase,
  doors: Doors,
  statements: string,
): Promise<void> {
  const isOpen = doors.allows && doors.most === -1;
  if (isOpen) return void (await admin.inside(doors.name, (database) => database.query(statements)));
  await sql.query(setDoors({ ...doors, allows: true, most: -1 }));
  try {
    await admin.inside(doors.name, (database) => database.query(statements));
  } finally {
    await sql.query(setDoors(doors));
  }
}

function setDoors({ name, allows, most }: Doors): string {
  return `ALTER DATABASE ${quote(name)} ALLOW_CONNECTIONS ${allows} CONNECTION LIMIT ${most}`;
}
