import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import path from 'node:path';

/** The variable that names the directory of the recorded answers; unset, nothing is recorded. */
export const ANSWERS_DIRECTORY = 'TEST_ANSWERS_DIRECTORY';

/** What operators are answered, wherever the server has its prefix. */
const ADMIN = '/admin/v1/';
const MARK = Symbol.for('stallholder.answers');

/** One answer of a server of the run, each once per process. */
export interface RecordedAnswer {
  readonly method: string;
  /** From `/admin/v1` on, without the query. */
  readonly path: string;
  readonly status: number;
}

/** From now on what the servers of this process answer operators is kept, in one file per process. Call it in a setup file. */
export function recordAnswers(): void {
  const directory = process.env[ANSWERS_DIRECTORY];
  const { prototype } = Server;
  if (!directory || MARK in prototype) return;
  Object.defineProperty(prototype, MARK, { value: true });
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `${process.pid}.jsonl`);
  const seen = new Set<string>();
  const keep = (line: string | null): void => {
    if (line === null || seen.has(line)) return;
    seen.add(line);
    appendFileSync(file, `${line}\n`);
  };
  const emit = prototype.emit as (...args: unknown[]) => boolean;
  prototype.emit = function recorded(this: Server, ...args: unknown[]): boolean {
    const [event, request, response] = args as [string, IncomingMessage, ServerResponse];
    // The address is taken now: who routes it on may rewrite it.
    const { method, url } = event === 'request' ? request : {};
    if (url?.includes(ADMIN) === true) response.once('finish', () => keep(lineOf(method, url, response.statusCode)));
    return emit.apply(this, args);
  } as typeof prototype.emit;
}

/** All answers that the processes of a run have recorded. */
export function recordedAnswers(directory: string): readonly RecordedAnswer[] {
  const files = readdirSync(directory).filter((name) => name.endsWith('.jsonl'));
  const lines = files.flatMap((name) => readFileSync(path.join(directory, name), 'utf8').split('\n'));
  return [...new Set(lines)].filter((line) => line !== '').map((line) => JSON.parse(line) as RecordedAnswer);
}

function lineOf(method: string | undefined, url: string, status: number): string | null {
  const [named = ''] = url.slice(url.indexOf(ADMIN)).split('?');
  return JSON.stringify({ method, path: named, status });
}
