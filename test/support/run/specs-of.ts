import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Reads all spec files of a folder into the one that calls it, so that they share what they import. */
export async function readSpecsOf(folder: string): Promise<void> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.spec.ts'));
  for (const name of names.toSorted()) await import(path.join(folder, name));
}
