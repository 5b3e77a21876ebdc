import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import { EmbeddedPostgresUnavailable } from './embedded.errors.js';

/** The operating-system user under which the server runs; `ids` is empty when that is the user of this process. */
export interface Account {
  readonly name: string;
  readonly ids: { readonly uid?: number; readonly gid?: number };
}

/** Whether this process may act as other users, and so must: PostgreSQL refuses to run as root. */
export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The user of this process, who must have a name since initdb looks it up. */
export function ownAccount(): Account {
  try {
    return { name: os.userInfo().username, ids: {} };
  } catch (cause) {
    throw new EmbeddedPostgresUnavailable(
      `The embedded PostgreSQL needs a named user, but user ${process.getuid?.()} has no passwd entry. Add one.`,
      { cause },
    );
  }
}

/** The least privileged account that root can hand the server to: `postgres`, else `nobody`. */
export function serviceAccount(): Account {
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = users.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { name, ids: { uid: Number(fields[2]) >>> 0, gid: Number(fields[3]) >>> 0 } };
  }
  throw new EmbeddedPostgresUnavailable(
    'PostgreSQL refuses to run as root, and there is neither a user postgres nor a user nobody. Start as another user.',
  );
}

/** The account that owns a path, or null when the path does not exist or belongs to root. */
export function ownerOf(file: string): Account | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat || stat.uid === 0) return null;
  return { name: `user ${stat.uid}`, ids: { uid: stat.uid, gid: stat.gid } };
}

/** Whether the account can do what a `test` operator says (`-x`, `-r`) to a path, groups and access lists included. */
export function canAccess(account: Account, operator: '-x' | '-r', file: string): boolean {
  const script = `test ${operator} "$1"`;
  const run = spawnSync('/bin/sh', ['-c', script, 'sh', file], { ...account.ids, cwd: '/', stdio: 'ignore' });
  if (!run.error) return run.status === 0;
  throw new EmbeddedPostgresUnavailable(
    `Cannot run programs as ${account.name}: ${run.error.message}. Start as an ordinary user.`,
    { cause: run.error },
  );
}
