import type pg from 'pg';
import { loginPattern, standingRoles, type InstanceNames } from './instance-names.js';

/** `partial`: a crash left some of it; `provision` finishes it, `deprovision` removes it. */
type InstanceCondition = 'missing' | 'partial' | 'ready' | 'suspended';

/** What the server holds of one instance. */
export interface InstanceState {
  readonly condition: InstanceCondition;
  readonly hasDatabase: boolean;
  /** Those of the instance's roles that exist, the credentials of all versions included. */
  readonly roles: readonly string[];
  /** The credentials that have not been revoked. */
  readonly logins: readonly string[];
  /** The administrator needs no membership to act as the roles he made. */
  readonly adminIsSuperuser: boolean;
}

interface StateRow {
  readonly has_database: boolean;
  readonly roles: string[];
  readonly logins: string[];
  readonly mark: string | null;
  readonly superuser: boolean;
}

/** Kept as comments on roles, which the customer may neither set nor clear: on the owner's, or on that of a revoked credential. */
const MARKS = {
  ready: 'stallholder: ready',
  suspended: 'stallholder: suspended',
  revoked: 'stallholder: revoked',
} as const;

const STATE = `
  SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS has_database,
         ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname = ANY ($2) OR rolname ~ $4 ORDER BY 1) AS roles,
         ARRAY(SELECT rolname::text FROM pg_roles
                WHERE rolname ~ $4 AND shobj_description(oid, 'pg_authid') IS DISTINCT FROM $5 ORDER BY 1) AS logins,
         (SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = $3) AS mark,
         current_setting('is_superuser') = 'on' AS superuser`;

/** Reads the state under the instance's lock. */
export async function readState(sql: pg.ClientBase, names: InstanceNames): Promise<InstanceState> {
  const values = [names.database, standingRoles(names), names.owner, loginPattern(names), MARKS.revoked];
  const { rows } = await sql.query<StateRow>(STATE, values);
  const [row] = rows;
  if (row === undefined) throw new Error('the state query answered nothing');
  return {
    condition: conditionOf(row, names),
    hasDatabase: row.has_database,
    roles: row.roles,
    logins: row.logins,
    adminIsSuperuser: row.superuser,
  };
}

/** The statement that records the condition of the instance with its owner role, or the end of a credential with its own. */
export function markAs(condition: keyof typeof MARKS, quotedRole: string): string {
  return `COMMENT ON ROLE ${quotedRole} IS '${MARKS[condition]}'`;
}

function conditionOf(row: StateRow, names: InstanceNames): InstanceCondition {
  if (!row.has_database && row.roles.length === 0) return 'missing';
  const isComplete = row.has_database && standingRoles(names).every((role) => row.roles.includes(role));
  if (!isComplete) return 'partial';
  if (row.mark === MARKS.suspended) return 'suspended';
  return row.mark === MARKS.ready ? 'ready' : 'partial';
}
