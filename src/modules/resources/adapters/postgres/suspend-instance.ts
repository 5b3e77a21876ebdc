import pg from 'pg';
import { loginRoles, type InstanceNames } from './instance-names.js';
import { markAs } from './instance-state.js';

const quote = pg.escapeIdentifier;

const END_SESSIONS = `
  SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity
   WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND (datname = $1 OR usename = ANY ($2))`;

/** Closes the logins and the database (which other customers' roles might have been let into), then ends live sessions. */
export async function suspendInstance(sql: pg.ClientBase, names: InstanceNames): Promise<void> {
  await sql.query(
    [
      ...closeLogins(loginRoles(names)),
      `ALTER DATABASE ${quote(names.database)} ALLOW_CONNECTIONS false`,
      markAs('suspended', quote(names.owner)),
    ].join(';'),
  );
  await endSessions(sql, names);
}

/** The statements after which none of the roles opens a session. */
export function closeLogins(roles: readonly string[]): readonly string[] {
  return roles.map((role) => `ALTER ROLE ${quote(role)} NOLOGIN`);
}

/** Ends every session inside the database and of the instance's roles, and waits for their end. */
export async function endSessions(sql: pg.ClientBase, names: InstanceNames): Promise<void> {
  await sql.query(END_SESSIONS, [names.database, loginRoles(names)]);
}
