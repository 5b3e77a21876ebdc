import pg from 'pg';
import { INSTANCE_ROLE, type InstanceNames } from './instance-names.js';
import { markAs, type InstanceState } from './instance-state.js';

const quote = pg.escapeIdentifier;

const END_SESSIONS = `
  SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity
   WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND (datname = $1 OR usename = ANY ($2))`;

/** Before PostgreSQL 16 a role could let others into itself. */
const FOREIGN_MEMBERS = `
  SELECT r.rolname AS role, m.rolname AS member
    FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
   WHERE r.rolname = ANY ($1) AND m.rolname <> ALL ($1) AND m.rolname ~ $2`;

/** Closes the logins and the database (which other customers' roles might have been let into), then ends live sessions. */
export async function suspendInstance(sql: pg.ClientBase, names: InstanceNames, state: InstanceState): Promise<void> {
  const logins = openingRoles(names, state);
  await sql.query(
    [
      ...closeLogins(logins),
      `ALTER DATABASE ${quote(names.database)} ALLOW_CONNECTIONS false`,
      markAs('suspended', quote(names.owner)),
    ].join(';'),
  );
  await expelForeignMembers(sql, state);
  await endSessions(sql, names.database, logins);
}

/** The roles that exist and can open a session: the owner is none of them. */
export function openingRoles(names: InstanceNames, { roles }: Pick<InstanceState, 'roles'>): readonly string[] {
  return roles.filter((role) => role !== names.owner);
}

/** Another customer's role that is a member could open the database again. */
async function expelForeignMembers(sql: pg.ClientBase, { roles }: InstanceState): Promise<void> {
  const { rows } = await sql.query<{ role: string; member: string }>(FOREIGN_MEMBERS, [roles, INSTANCE_ROLE]);
  for (const { role, member } of rows) await sql.query(`REVOKE ${quote(role)} FROM ${quote(member)}`);
}

/** The statements after which none of the roles opens a session. */
export function closeLogins(roles: readonly string[]): readonly string[] {
  return roles.map((role) => `ALTER ROLE ${quote(role)} NOLOGIN`);
}

/** Ends every session inside the database (null: in none) and of the roles, and waits for their end. */
export async function endSessions(
  sql: pg.ClientBase,
  database: string | null,
  roles: readonly string[],
): Promise<void> {
  await sql.query(END_SESSIONS, [database, roles]);
}
