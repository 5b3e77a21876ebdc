import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Where a sandbox keeps its files. */
export interface Place {
  readonly lifetime: 'kept' | 'one run';
  readonly directory: string;
  readonly postgres: string;
  /** What the app writes to its standard output and error. */
  readonly log: string;
  readonly secrets: string;
}

/** The place that stays from run to run, beside the checkout's other data. */
export function keptPlace(): Place {
  const directory = path.resolve('.data');
  mkdirSync(directory, { recursive: true });
  return placeIn(directory, 'kept');
}

/** A place for one run; passable for others, since root's PostgreSQL runs under another account. */
export function throwAwayPlace(): Place {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'stallholder-sandbox-'));
  chmodSync(directory, 0o711);
  return placeIn(directory, 'one run');
}

/** Removes directories with all that is in them. */
export function discard(...directories: readonly string[]): void {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
}

function placeIn(directory: string, lifetime: Place['lifetime']): Place {
  return {
    lifetime,
    directory,
    postgres: path.join(directory, 'postgres'),
    log: path.join(directory, 'sandbox.log'),
    secrets: path.join(directory, 'sandbox.json'),
  };
}
