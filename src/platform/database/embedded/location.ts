import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Account, canAccess, ownAccount, ownerOf, runsAsRoot, serviceAccount } from './account.js';
import { EmbeddedPostgresUnavailable } from './embedded.errors.js';

/** PostgreSQL's major version is part of the path, so that a newer one never opens older files. */
export const CLUSTER_NAME = '18';

/** Where the files really are, and as whom the server runs. */
export interface Location {
  readonly directory: string;
  readonly account: Account;
}

const SHELTER = '/var/lib/stallholder';
const OURS = new RegExp(`^(${CLUSTER_NAME}|staging-.*|runtime-.*)$`);

/** Makes the directory and settles who runs the server; as root a directory that the account cannot enter is replaced. */
export function settle(wanted: string, log: (line: string) => void): Location {
  const directory = path.resolve(wanted);
  if (!runsAsRoot()) return settleAsUser(directory);
  const account = ownerOf(path.join(directory, CLUSTER_NAME)) ?? serviceAccount();
  makeWritable(directory);
  if (canAccess(account, '-x', directory) || canAccessOnceOpened(account, directory)) return { directory, account };
  const moved = path.join(SHELTER, createHash('sha256').update(directory).digest('hex').slice(0, 16));
  makeWritable(moved);
  for (const shelter of [SHELTER, moved]) openToAccounts(shelter);
  log(`embedded PostgreSQL: ${account.name} cannot enter ${directory}, the data is in ${moved}`);
  return { directory: moved, account: ownerOf(path.join(moved, CLUSTER_NAME)) ?? account };
}

/** A directory that holds nothing but ours may be opened to the account; what is in it stays closed to others. */
function canAccessOnceOpened(account: Account, directory: string): boolean {
  if (!readdirSync(directory).every((name) => OURS.test(name))) return false;
  const { mode } = statSync(directory);
  chmodSync(directory, mode | 0o011);
  if (canAccess(account, '-x', directory)) return true;
  chmodSync(directory, mode);
  return false;
}

function settleAsUser(directory: string): Location {
  const account = ownAccount();
  makeWritable(directory);
  const cluster = statSync(path.join(directory, CLUSTER_NAME), { throwIfNoEntry: false });
  if (cluster && cluster.uid !== process.getuid?.()) {
    throw new EmbeddedPostgresUnavailable(
      `The database files in ${directory} belong to user ${cluster.uid} (were they made as root?). ` +
        'Remove them, or set EMBEDDED_POSTGRES_DIR to another directory.',
    );
  }
  return { directory, account };
}

function makeWritable(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new EmbeddedPostgresUnavailable(
      `The embedded PostgreSQL cannot write to ${directory} (${why}). Set EMBEDDED_POSTGRES_DIR to a directory that it can write to.`,
      { cause },
    );
  }
}

/** Root's umask may have shut out the account; a directory that others can write to is not opened but refused. */
function openToAccounts(directory: string): void {
  const stat = lstatSync(directory);
  if (stat.isDirectory() && stat.uid === 0 && (stat.mode & 0o022) === 0) return chmodSync(directory, stat.mode | 0o011);
  throw new EmbeddedPostgresUnavailable(`${directory} can be written by others than root. Remove it.`);
}
