import type { AdminServer } from '../admin-server.js';
import { instanceNames, type InstanceNames } from '../instance-names.js';

/** A name is given again, the id of a database is not. */
const FIND = `
  SELECT d.datname::text AS database, o.rolname::text AS owner, EXISTS (
           SELECT FROM pg_auth_members m JOIN pg_roles s ON s.oid = m.member WHERE m.roleid = o.oid AND s.rolname = $2
         ) AS is_adopted
    FROM pg_database d JOIN pg_roles o ON o.oid = d.datdba WHERE d.oid::text = $1`;

type Found = {
  readonly database: string;
  readonly owner: string;
  readonly is_adopted: boolean;
};

/** The names for a linked database: our roles, of which one stands for the role that owns it. */
export function linkedNames(resourceId: string, { database, owner }: Pick<Found, 'database' | 'owner'>): InstanceNames {
  return { ...instanceNames(resourceId), database, actsAs: owner };
}

/** Null when the database is gone, or belongs to another role than the one it was linked by. */
export async function findLinked(
  admin: Pick<AdminServer, 'query'>,
  resourceId: string,
  instance: string,
): Promise<InstanceNames | null> {
  const [found] = await admin.query<Found>(FIND, [instance, instanceNames(resourceId).owner]);
  return found?.is_adopted === true ? linkedNames(resourceId, found) : null;
}
