import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { openWorkshop, OwnerProcess, until, untilRefused, type Workshop } from './testing/index.js';

const processes: OwnerProcess[] = [];
let workshop: Workshop;
let directory: string;

function own(data: string): OwnerProcess {
  const owner = new OwnerProcess(workshop, data);
  processes.push(owner);
  return owner;
}

/** When the server at this address was started, null when none answers. */
async function startTime(url: string): Promise<string | null> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ at: string }>('SELECT pg_postmaster_start_time()::text AS at');
    return rows[0]?.at ?? null;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

beforeAll(() => {
  workshop = openWorkshop();
  directory = workshop.makeDirectory();
});

afterEach(async () => {
  await Promise.all(processes.splice(0).map((owner) => owner.end('SIGKILL')));
});

afterAll(() => workshop.remove());

describe('an embedded PostgreSQL whose owner ends', () => {
  it('ends when its owner is killed, and starts again on what was left', async () => {
    const first = own(directory);
    const { port } = await first.report();
    await first.end('SIGKILL');
    await untilRefused(port);
    expect(await own(directory).report()).toMatchObject({ startedHere: true });
  });

  it('serves an interrupted owner until that has drained', async () => {
    const owner = own(directory);
    const { port } = await owner.report();
    const ended = owner.end('SIGINT');
    expect(await owner.next()).toEqual({ answer: 'drained' });
    await ended;
    await untilRefused(port);
  });

  it('is lost to the processes that joined it', async () => {
    const owner = own(directory);
    await owner.report();
    const { startedHere, url } = await own(directory).report();
    expect(startedHere).toBe(false);
    await owner.end('SIGKILL');
    await until(async () => (await startTime(url)) === null);
  });
});

describe('an embedded PostgreSQL that crashes', () => {
  it('comes back at the same address under the same owner', async () => {
    const owner = own(directory);
    const { pid, url } = await owner.report();
    const first = await startTime(url);
    process.kill(pid, 'SIGKILL');
    await until(async () => {
      const now = await startTime(url);
      return now !== null && now !== first;
    });
  });

  it('is not mistaken for the program that has its process id by now', async () => {
    const first = own(directory);
    const { home, port } = await first.report();
    await first.end('SIGKILL');
    await untilRefused(port);
    const other = anotherProgramOf(home);
    const status = [other.pid, `${home}/data`, 1, port, '', '127.0.0.1', '1 1', 'ready', ''].join('\n');
    writeFileSync(path.join(home, 'data/postmaster.pid'), status);
    expect(await own(directory).report()).toMatchObject({ startedHere: true });
    other.kill();
  });
});

/** A program under the account of the server, whose process id PostgreSQL alone would take for a running server. */
function anotherProgramOf(home: string): ChildProcess {
  const { uid, gid } = statSync(home);
  return spawn('/bin/sleep', ['60'], { uid, gid, cwd: '/', stdio: 'ignore' });
}

describe('an embedded PostgreSQL that is set up', () => {
  it('is set up again when its owner was killed while initdb ran, and leaves nothing of it', async () => {
    const empty = workshop.makeDirectory();
    const first = own(empty);
    await until(() => readdirSync(empty).some((name) => existsSync(path.join(empty, name, 'data/base'))));
    await first.end('SIGKILL');
    expect(readdirSync(empty)).not.toContain('18');
    expect(await own(empty).report()).toMatchObject({ startedHere: true });
    expect(readdirSync(empty).filter((name) => name.startsWith('staging'))).toEqual([]);
  });

  it('runs once when four processes start at once on an empty directory', async () => {
    const empty = workshop.makeDirectory();
    const reports = await Promise.all([1, 2, 3, 4].map(() => own(empty).report()));
    expect(reports.filter(({ startedHere }) => startedHere)).toHaveLength(1);
    expect(new Set(reports.map(({ url }) => url)).size).toBe(1);
    expect(readdirSync(empty).filter((name) => name.startsWith('staging'))).toEqual([]);
  });
});
