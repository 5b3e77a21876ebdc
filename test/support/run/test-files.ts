import { globSync } from 'node:fs';
import path from 'node:path';

const ROOTS = '{src,libs,config,test}';

/**
 * What a run reads, as patterns from the root of the project: the suite of each folder that has one (`all.suite.ts`, which reads the specs
 * beside it), and all other specs. A run that names a spec reads specs only, so that one can be run alone.
 */
export function testFiles(words: readonly string[]): readonly string[] {
  if (words.some((word) => /\.spec(?:\.ts)?$/u.test(word))) return ['**/*.spec.ts'];
  const inSuites = globSync(`${ROOTS}/**/all.suite.ts`).map((suite) => `!**/${path.dirname(suite)}/*.spec.ts`);
  return ['**/all.suite.ts', '**/*.spec.ts', ...inSuites];
}
