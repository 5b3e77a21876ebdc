import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

const RESOLUTION = new URL('../../../test/support/source-resolution.js', import.meta.url).href;
const SOURCE = new URL('standard-output.ts', import.meta.url).href;

/** What a process prints that writes two lines and then does this. */
function printedBefore(ending: string): string {
  const script = `
    (await import('${RESOLUTION}')).resolveSources();
    const { standardOutput } = await import('${SOURCE}');
    const output = standardOutput();
    output.write('one\\n');
    output.write('two\\n');
    ${ending}`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return stdout;
}

describe('standard output', () => {
  it('has every line once the process has come to its end', () => {
    expect(printedBefore('')).toBe('one\ntwo\n');
  });

  it('loses no line to an exit in the same turn', () => {
    expect(printedBefore('process.exit(1);')).toBe('one\ntwo\n');
  });

  it('loses no line to an error that nobody catches', () => {
    expect(printedBefore(`queueMicrotask(() => { throw new Error('end'); });`)).toBe('one\ntwo\n');
  });

  it('has the lines of a turn before the next one begins', () => {
    const ending = `setImmediate(() => setImmediate(() => process.kill(process.pid, 'SIGKILL'))); setInterval(() => {}, 1000);`;
    expect(printedBefore(ending)).toBe('one\ntwo\n');
  });
});
