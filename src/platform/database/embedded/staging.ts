import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

const NAME = /^staging-(\d+)-/;

/** Makes a private directory whose name tells which process will fill it. */
export function openStaging(parent: string): string {
  return mkdtempSync(path.join(parent, `staging-${process.pid}-`));
}

/** Gives the filled directory its final name at once, or removes it when another process was first. */
export function publish(staging: string, final: string): void {
  try {
    renameSync(staging, final);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(final)) throw error;
  }
}

/** Removes what processes left that were killed while they filled it, as far as this account may. */
export function sweepStaging(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) removeIfPossible(path.join(parent, name));
  }
}

function removeIfPossible(directory: string): void {
  try {
    rmSync(directory, { recursive: true, force: true });
  } catch {
    // Another account's, or its dying owner still writes: the next start finds it again.
  }
}

/** Whether a process has this id, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
