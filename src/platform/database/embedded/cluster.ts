import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Account } from './account.js';
import { installedBinaries, thisHost } from './binaries.js';
import { EmbeddedPostgresUnavailable } from './embedded.errors.js';
import { CLUSTER_NAME, type Location } from './location.js';
import { usableBinaries } from './runtime.js';
import { openStaging, publish, sweepStaging } from './staging.js';
import { GuardedProcess } from './watchdog.js';

/** `none` gives up what was committed when the machine crashes: for databases that are thrown away. */
export type Durability = 'full' | 'none';

/** The superuser of an embedded server. */
export const SUPERUSER = 'app';

/** An initialised data directory with what is needed to serve it. */
export interface Cluster {
  readonly account: Account;
  readonly native: string;
  /** The parent of `data`, private to the account. */
  readonly home: string;
  readonly data: string;
  readonly password: string;
}

/** Initialises the cluster of a location unless it is there; of several processes at once one wins, all get its result. */
export async function ensureCluster(location: Location, durability: Durability): Promise<Cluster> {
  const native = usableBinaries(installedBinaries(thisHost()), location);
  const home = path.join(location.directory, CLUSTER_NAME);
  if (!existsSync(home)) await initialise(location, native, durability);
  sweepStaging(location.directory);
  const password = readFileSync(path.join(home, 'password'), 'utf8');
  return { account: location.account, native, home, data: path.join(home, 'data'), password };
}

async function initialise({ directory, account }: Location, native: string, durability: Durability): Promise<void> {
  const staging = openStaging(directory);
  const password = path.join(staging, 'password');
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  const { uid, gid } = account.ids;
  if (uid !== undefined && gid !== undefined) for (const file of [password, staging]) chownSync(file, uid, gid);
  const initdb = new GuardedProcess({
    program: path.join(native, 'bin', 'initdb'),
    args: initdbArguments(path.join(staging, 'data'), password, durability),
    account,
    directory: staging,
  });
  initdb.hold();
  if ((await initdb.ended) !== 0) {
    rmSync(staging, { recursive: true, force: true });
    throw new EmbeddedPostgresUnavailable(`The embedded PostgreSQL could not be set up: ${initdb.lastWords}.`);
  }
  publish(staging, path.join(directory, CLUSTER_NAME));
}

function initdbArguments(data: string, password: string, durability: Durability): readonly string[] {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${password}`];
  const sync = durability === 'none' ? ['--no-sync'] : [];
  return ['-D', data, ...access, ...locale, ...sync, '--no-instructions'];
}
