import { globSync } from 'node:fs';
import path from 'node:path';

const ROOTS = '{src,libs,config,test}';

/**
 * What a run reads, as patterns from the root of the project: the suite of each folder that has one (`all.suite.ts`, which reads the specs
 * beside it), and all other specs. Of a folder in which the run's words name something, and where they name a spec, specs are read alone.
 */
export function testFiles(words: readonly string[]): readonly string[] {
  if (words.some((word) => /\.spec(?:\.ts)?$/u.test(word))) return ['**/*.spec.ts'];
  const folders = globSync(`${ROOTS}/**/all.suite.ts`).map((suite) => path.dirname(suite));
  const whole = folders.filter((folder) => !words.some((word) => namesIn(word, folder)));
  const suites = whole.flatMap((folder) => [`**/${folder}/all.suite.ts`, `!**/${folder}/*.spec.ts`]);
  return ['**/*.spec.ts', ...suites];
}

/** Whether a word goes on behind the folder, as `test/e2e/usage/sums` does. */
function namesIn(word: string, folder: string): boolean {
  const [, rest = ''] = word.split(folder);
  return rest.length > '/'.length;
}
