import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from './staging.js';

/** What `postmaster.pid` says, and whether the process it names really serves this data directory. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
  /** False when the file was left behind, also when another program has been given the process id since. */
  readonly alive: boolean;
}

/** Reads the lock file of a data directory; null when there is none, or none that can be read yet. */
export function readPostmaster(data: string): Postmaster | null {
  const lines = readLines(path.join(data, 'postmaster.pid'));
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return {
    pid,
    port: Number(lines[3]),
    ready: lines[7]?.trim() === 'ready',
    alive: isAlive(pid) && servesDirectory(pid, data),
  };
}

/** The port of the last server of a data directory, so that its address stays the same from start to start. */
export function lastPort(data: string): number | null {
  const [options = ''] = readLines(path.join(data, 'postmaster.opts'));
  const port = /"-p" "(\d+)"/.exec(options)?.[1];
  return port === undefined ? null : Number(port);
}

function servesDirectory(pid: number, data: string): boolean {
  const real = realpathSync(data);
  if (process.platform !== 'linux') return commandLine(pid).includes(real) || commandLine(pid).includes(data);
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === real;
  } catch {
    return false;
  }
}

function commandLine(pid: number): string {
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
