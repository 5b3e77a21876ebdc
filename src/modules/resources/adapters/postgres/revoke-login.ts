import pg from 'pg';
import type { AdminServer } from './admin-server.js';
import { doorsIn, doorsWithGrants, throughDoors } from './database-doors.js';
import type { InstanceNames } from './instance-names.js';
import { markAs, type InstanceState } from './instance-state.js';
import { endSessions } from './suspend-instance.js';

const quote = pg.escapeIdentifier;

/**
 * Takes a credential away: first the way in, for good, and live sessions; then the role, with what a session made as the login
 * itself handed over to the owner. A lock that the customer holds there delays the second part only.
 */
export async function revokeLogin(
  admin: AdminServer,
  sql: pg.ClientBase,
  names: InstanceNames,
  state: InstanceState,
  login: string,
): Promise<void> {
  if (!state.roles.includes(login)) return;
  const role = quote(login);
  await sql.query(`ALTER ROLE ${role} NOLOGIN PASSWORD NULL; ${markAs('revoked', role)}`);
  await endSessions(sql, null, [login]);
  const handOver = `SET lock_timeout TO '3s'; REASSIGN OWNED BY ${role} TO ${quote(names.owner)}; DROP OWNED BY ${role}`;
  for (const doors of await doorsWithGrants(sql, [login])) {
    const own = doors.name === names.database ? doorsIn(state, doors) : doors;
    await throughDoors(admin, sql, own, handOver);
  }
  if (state.condition === 'suspended') await endSessions(sql, names.database, []);
  await sql.query(`DROP ROLE ${role}`);
}
