import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../../src/platform/database/embedded/index.js';
import { dropDatabases, withClient } from './admin.js';
import { clonePrefix } from './names.js';

/** The server of one test run: a fresh one, or the one of TEST_DATABASE_URL, which keeps its template. */
export interface TestServer {
  readonly url: string;
  /** Removes what the run left: the whole server, or its databases on a server that stays. */
  stop(run: string): Promise<void>;
}

const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 2 ** 30;

/** Uses the server at `existing`, a role that may create databases, or starts one with its files in memory if there is room. */
export async function openTestServer(existing: string | undefined): Promise<TestServer> {
  if (existing) return { url: existing, stop: (run) => dropClones(existing, run) };
  const parent = hasRoom(MEMORY) ? MEMORY : os.tmpdir();
  removeLeftovers(parent);
  const directory = mkdtempSync(path.join(parent, `stallholder-test-${process.pid}-`));
  const server = await startEmbeddedPostgres({ directory, durability: 'none' });
  const stop = async (): Promise<void> => {
    await server.stop();
    for (const each of [server.directory, directory]) rmSync(each, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

async function dropClones(url: string, run: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [clonePrefix(run)],
    );
    await dropDatabases(
      client,
      rows.map(({ datname }) => datname),
    );
  });
}

function hasRoom(directory: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize > ENOUGH_BYTES;
  } catch {
    return false;
  }
}

/** A run that was killed could not remove its files; its server ended with it. */
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = /^stallholder-test-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
