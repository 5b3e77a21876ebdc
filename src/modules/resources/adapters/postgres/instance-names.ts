import { createHash } from 'node:crypto';

/** The names of one instance on the server, all derived from the resource id. */
export interface InstanceNames {
  /** Begins every name that is derived, and names the lock. */
  readonly base: string;
  readonly database: string;
  /** NOLOGIN; owns the database and what is made in it, or stands for the role that does. */
  readonly owner: string;
  /** To whom belongs what the customer's sessions make. */
  readonly actsAs: string;
  /** Opens the read-only console; holds no write privilege. */
  readonly reader: string;
  /** Opens the read-write console; acts as the owner. */
  readonly writer: string;
}

/** The usual ids as they are; any other is hashed, so that no name is cut at 63 bytes or meets another. */
export function instanceNames(resourceId: string): InstanceNames {
  const base = /^res_[\w-]{22}$/.test(resourceId) ? resourceId : `rsh_${digest(resourceId)}`;
  const owner = `${base}_owner`;
  return { base, database: base, owner, actsAs: owner, reader: `${base}_ro`, writer: `${base}_rw` };
}

/** The version of the credential that comes with the instance. */
export const FIRST_VERSION = 1;

/** A version of the customer's credential; acts as the owner. */
export function loginName(names: InstanceNames, version: number): string {
  return `${names.base}_v${version}`;
}

/** The credentials of every version, as a PostgreSQL regular expression. */
export function loginPattern(names: InstanceNames): string {
  return `^${names.base}_v[0-9]+$`;
}

/** The roles without which an instance is not whole; credentials come and go. */
export function standingRoles(names: InstanceNames): readonly string[] {
  return [names.owner, names.reader, names.writer];
}

const BASE = '(res_[A-Za-z0-9_-]{22}|rsh_[A-Za-z0-9_-]{43})';

/** As a PostgreSQL regular expression. */
export const INSTANCE_DATABASE = `^${BASE}$`;

/** As a PostgreSQL regular expression. */
export const INSTANCE_ROLE = `^${BASE}_(owner|v[0-9]+|ro|rw)$`;

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
