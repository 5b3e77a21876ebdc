import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Text of a document of `spec/`, found from the sources as well as from the build beside them. */
export function readSpec(name: string): string {
  const relative = join('libs', 'vercel-contract', 'spec', name);
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, relative))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`${relative} is missing`);
    folder = parent;
  }
  return readFileSync(join(folder, relative), 'utf8');
}
