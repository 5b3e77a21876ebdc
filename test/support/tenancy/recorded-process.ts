import { ANSWERS_DIRECTORY } from '../operations/recorder.js';
import { RECORD_DIRECTORY } from './recorder.js';

/** Arguments that make Node record the statements and the answers of a program, before the program's own. */
export const RECORDED = ['--import', new URL('record.js', import.meta.url).href];

/** What such a process needs of this one's environment. */
export function recordedEnvironment(): Readonly<Record<string, string>> {
  const given = [RECORD_DIRECTORY, ANSWERS_DIRECTORY].map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(given.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}
