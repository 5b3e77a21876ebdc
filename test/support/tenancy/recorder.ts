import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';

/** The variable that names the directory of the recorded statements; unset, nothing is recorded. */
export const RECORD_DIRECTORY = 'TEST_STATEMENTS_DIRECTORY';

/** What `pg` leaves out of its types: how a connection introduces itself. */
interface Introduced {
  readonly connectionParameters?: { readonly application_name?: string | null };
}

/**
 * From now on the texts of the statements that the connections of one application name run are kept, each once per
 * test file, in one file per process. Call it in a setup file, before anything connects.
 */
export function recordStatements(applicationName: string): void {
  const directory = process.env[RECORD_DIRECTORY];
  const prototype = Client.prototype;
  const mark = Symbol.for(`stallholder.statements.${applicationName}`);
  if (!directory || mark in prototype) return;
  Object.defineProperty(prototype, mark, { value: true });
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `${process.pid}.jsonl`);
  const seen = new Set<string>();
  const query = prototype.query as (...args: unknown[]) => unknown;
  prototype.query = function recorded(this: Introduced, ...args: unknown[]): unknown {
    const text = this.connectionParameters?.application_name === applicationName ? textOf(args[0]) : null;
    if (text !== null && !seen.has(text)) {
      seen.add(text);
      appendFileSync(file, `${JSON.stringify(text)}\n`);
    }
    return query.apply(this, args);
  } as typeof prototype.query;
}

/** All statements that the processes of a run have recorded. */
export function recordedStatements(directory: string): ReadonlySet<string> {
  const files = readdirSync(directory).filter((name) => name.endsWith('.jsonl'));
  const lines = files.flatMap((name) => readFileSync(path.join(directory, name), 'utf8').split('\n'));
  return new Set(lines.filter((line) => line !== '').map((line) => JSON.parse(line) as string));
}

/** Statements come as text, as a configuration, or as an object that submits itself (cursors, streams). */
function textOf(query: unknown): string | null {
  if (typeof query === 'string') return query;
  if (typeof query !== 'object' || query === null || !('text' in query)) return null;
  return typeof query.text === 'string' ? query.text : null;
}
