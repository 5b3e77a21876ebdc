import { accessSync, chmodSync, constants, cpSync, existsSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { canAccess } from './account.js';
import { libraryLinks } from './binaries.js';
import type { Location } from './location.js';
import { openStaging, publish } from './staging.js';

/**
 * A directory with programs that the location's account can run: the installed one, completed by the links that
 * `--ignore-scripts` leaves out, or a copy beside the data when the installed one is out of reach or read-only.
 */
export function usableBinaries(native: string, location: Location): string {
  if (!canAccess(location.account, '-x', path.join(native, 'bin', 'postgres'))) return copyOf(native, location);
  if (isComplete(native)) return native;
  if (!isWritable(path.join(native, 'lib'))) return copyOf(native, location);
  link(native);
  return native;
}

function copyOf(native: string, { directory }: Location): string {
  const { size, mtimeMs } = statSync(path.join(native, 'bin', 'postgres'));
  const final = path.join(directory, `runtime-${size}-${Math.trunc(mtimeMs)}`);
  if (!existsSync(final)) {
    const staging = openStaging(directory);
    const copy = path.join(staging, 'native');
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    openToAll(staging);
    link(copy);
    publish(staging, final);
  }
  return path.join(final, 'native');
}

/** The copy takes its modes from the source and the umask, either of which may shut out the server's account. */
function openToAll(root: string): void {
  chmodSync(root, 0o755);
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const isProgram = path.basename(entry.parentPath) === 'bin';
    chmodSync(path.join(entry.parentPath, entry.name), entry.isDirectory() || isProgram ? 0o755 : 0o644);
  }
}

function isComplete(native: string): boolean {
  return libraryLinks(native).every(({ target }) => existsSync(path.join(path.dirname(native), target)));
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function link(native: string): void {
  const root = path.dirname(native);
  for (const { source, target } of libraryLinks(native)) {
    const at = path.join(root, target);
    try {
      symlinkSync(path.relative(path.dirname(at), path.join(root, source)), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
