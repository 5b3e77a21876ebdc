import type pg from 'pg';
import type { Importable, InstanceOwner } from '../../../importing.port.js';
import { INSTANCE_DATABASE } from '../instance-names.js';

/** Names that stand in an address and among the settings of a session as they are. */
const PLAIN = '^[A-Za-z_][A-Za-z0-9_.-]{0,62}$';

/**
 * A credential that acts as the owner role reaches whatever that role does: so it may own this database alone, belong to no other
 * role, and have no power over the server. Only an administrator can put a comment on a role.
 */
const IMPORTABLE = `
  SELECT d.oid::text AS instance, d.datname::text AS name, o.rolname::text AS owner
    FROM pg_database d JOIN pg_roles o ON o.oid = d.datdba
   WHERE shobj_description(o.oid, 'pg_authid') = $1 AND ($4::text IS NULL OR d.oid::text = $4)
     AND d.datallowconn AND NOT d.datistemplate AND d.datname <> current_database() AND d.datname !~ $2
     AND d.datname ~ $3 AND o.rolname ~ $3
     AND NOT (o.rolsuper OR o.rolcreaterole OR o.rolcreatedb OR o.rolreplication OR o.rolbypassrls)
     AND NOT EXISTS (SELECT FROM pg_database other WHERE other.datdba = o.oid AND other.oid <> d.oid)
     AND NOT EXISTS (SELECT FROM pg_auth_members m WHERE m.member = o.oid)
     AND (current_setting('is_superuser') = 'on' OR pg_has_role(o.oid, 'MEMBER WITH ADMIN OPTION'))
   ORDER BY d.datname LIMIT 200`;

/** A database that may be linked, and the role that owns it. */
export interface ImportableDatabase extends Importable {
  readonly owner: string;
}

/** What the provider writes on a role that owns a customer's database: `COMMENT ON ROLE … IS '…'`. */
export function markOf(owner: InstanceOwner): string {
  return owner.kind === 'account'
    ? `stallholder: account ${owner.subject} at ${owner.issuer}`
    : `stallholder: installation ${owner.installationId}`;
}

/** The statement that lists them; `instance` narrows it to one. */
export function importableOf(owner: InstanceOwner, instance: string | null): pg.QueryConfig {
  return { text: IMPORTABLE, values: [markOf(owner), INSTANCE_DATABASE, PLAIN, instance] };
}
