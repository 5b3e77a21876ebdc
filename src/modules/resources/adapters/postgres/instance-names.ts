import { createHash } from 'node:crypto';

/** The names of one instance on the server, all derived from the resource id. */
export interface InstanceNames {
  readonly database: string;
  /** NOLOGIN; owns the database and what is made in it. */
  readonly owner: string;
  /** The customer's credential; acts as the owner. */
  readonly login: string;
  /** Opens the read-only console; holds no write privilege. */
  readonly reader: string;
  /** Opens the read-write console; acts as the owner. */
  readonly writer: string;
}

/** The usual ids as they are; any other is hashed, so that no name is cut at 63 bytes or meets another. */
export function instanceNames(resourceId: string): InstanceNames {
  const base = /^res_[\w-]{22}$/.test(resourceId) ? resourceId : `rsh_${digest(resourceId)}`;
  return { database: base, owner: `${base}_owner`, login: `${base}_v1`, reader: `${base}_ro`, writer: `${base}_rw` };
}

/** The roles that can open a session, the owner being none of them. */
export function loginRoles(names: InstanceNames): readonly string[] {
  return [names.login, names.reader, names.writer];
}

/** Every role of the instance. */
export function allRoles(names: InstanceNames): readonly string[] {
  return [names.owner, ...loginRoles(names)];
}

const BASE = '(res_[A-Za-z0-9_-]{22}|rsh_[A-Za-z0-9_-]{43})';

/** As a PostgreSQL regular expression. */
export const INSTANCE_DATABASE = `^${BASE}$`;

/** As a PostgreSQL regular expression. */
export const INSTANCE_ROLE = `^${BASE}_(owner|v[0-9]+|ro|rw)$`;

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
