import { RECORD_DIRECTORY } from './recorder.js';

/** Arguments that make Node record the statements of a program, before the program's own. */
export const RECORDED = ['--import', new URL('record.js', import.meta.url).href];

/** What such a process needs of this one's environment. */
export function recordedEnvironment(): Readonly<Record<string, string>> {
  const { [RECORD_DIRECTORY]: directory } = process.env;
  return directory === undefined ? {} : { [RECORD_DIRECTORY]: directory };
}
