import pg from 'pg';
import type { AdminServer } from '../admin-server.js';
import { doorsWithGrants, throughDoors } from '../database-doors.js';
import { closeLogins, endSessions } from '../suspend-instance.js';

const quote = pg.escapeIdentifier;

/** The role that ours stand for; none when it is gone. */
const STANDS_FOR = `
  SELECT r.rolname::text AS name FROM pg_auth_members m
    JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles s ON s.oid = m.member WHERE s.rolname = $1`;

/** Ends the sessions of some of our roles and drops these; what they have made goes to the customer's own role, and stays. */
export async function letGo(
  admin: AdminServer,
  sql: pg.ClientBase,
  standIn: string,
  roles: readonly string[],
): Promise<void> {
  if (roles.length === 0) return;
  await sql.query(closeLogins(roles).join(';'));
  await endSessions(sql, null, roles);
  const { rows } = await sql.query<{ name: string }>(STANDS_FOR, [standIn]);
  const heir = rows[0] === undefined ? 'CURRENT_USER' : quote(rows[0].name);
  const list = roles.map(quote).join(', ');
  const handOver = `SET lock_timeout TO '3s'; REASSIGN OWNED BY ${list} TO ${heir}; DROP OWNED BY ${list}`;
  for (const doors of await doorsWithGrants(sql, roles)) await throughDoors(admin, sql, doors, handOver);
  await sql.query(`DROP ROLE IF EXISTS ${list}`);
}
