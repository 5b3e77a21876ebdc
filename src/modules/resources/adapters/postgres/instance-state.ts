import type pg from 'pg';
import { allRoles, type InstanceNames } from './instance-names.js';

/** `partial`: a crash left some of it; `provision` finishes it, `deprovision` removes it. */
type InstanceCondition = 'missing' | 'partial' | 'ready' | 'suspended';

/** What the server holds of one instance. */
export interface InstanceState {
  readonly condition: InstanceCondition;
  readonly hasDatabase: boolean;
  /** Those of the instance's roles that exist. */
  readonly roles: readonly string[];
  /** The administrator needs no membership to act as the roles he made. */
  readonly adminIsSuperuser: boolean;
}

interface StateRow {
  readonly has_database: boolean;
  readonly roles: string[];
  readonly mark: string | null;
  readonly superuser: boolean;
}

/** Kept as the comment on the owner role, which the customer may neither set nor clear. */
const MARKS = { ready: 'stallholder: ready', suspended: 'stallholder: suspended' } as const;

const STATE = `
  SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS has_database,
         ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname = ANY ($2)) AS roles,
         (SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = $3) AS mark,
         current_setting('is_superuser') = 'on' AS superuser`;

/** Reads the state under the instance's lock. */
export async function readState(sql: pg.ClientBase, names: InstanceNames): Promise<InstanceState> {
  const { rows } = await sql.query<StateRow>(STATE, [names.database, allRoles(names), names.owner]);
  const [row] = rows;
  if (row === undefined) throw new Error('the state query answered nothing');
  return {
    condition: conditionOf(row, names),
    hasDatabase: row.has_database,
    roles: row.roles,
    adminIsSuperuser: row.superuser,
  };
}

/** The statement that records the condition; the owner role must exist. */
export function markAs(condition: keyof typeof MARKS, quotedOwner: string): string {
  return `COMMENT ON ROLE ${quotedOwner} IS '${MARKS[condition]}'`;
}

function conditionOf(row: StateRow, names: InstanceNames): InstanceCondition {
  if (!row.has_database && row.roles.length === 0) return 'missing';
  if (!row.has_database || row.roles.length < allRoles(names).length) return 'partial';
  if (row.mark === MARKS.suspended) return 'suspended';
  return row.mark === MARKS.ready ? 'ready' : 'partial';
}
