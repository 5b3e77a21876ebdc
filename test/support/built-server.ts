import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from './built.js';
import { RECORDED, recordedEnvironment } from './tenancy/recorded-process.js';

/** The built server as a process of its own. */
export interface BuiltServer {
  readonly url: string;
  /** All that it wrote so far, line by line. */
  readonly lines: readonly string[];
  /** Ends it as a platform does, and gives its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

const LISTENING = /Listening on (http:\/\/[^\s"]+)/;
const START_MS = 60_000;

/** Where servers of a run find what an earlier one has compiled; one that is killed leaves nothing there. */
export function compileCache(): string {
  return path.join(process.env['TEST_STATEMENTS_DIRECTORY'] ?? os.tmpdir(), 'compile-cache');
}

/** Starts `dist`, which `buildOnce` has brought up to date, on a free port; of this process's environment it sees only PATH and TZ. */
export async function startBuiltServer(env: Readonly<Record<string, string>>): Promise<BuiltServer> {
  const child = spawn(process.execPath, [...RECORDED, path.join(ROOT, 'dist/src/main.js')], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      TZ: process.env['TZ'],
      ...recordedEnvironment(),
      NODE_COMPILE_CACHE: compileCache(),
      HOST: '127.0.0.1',
      PORT: '0',
      SHUTDOWN_DELAY_SECONDS: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (written.text += chunk));
  }
  const url = await listening(child, written);
  return {
    url,
    get lines() {
      return written.text.split('\n').filter((line) => line !== '');
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'close');
      }
      return child.exitCode;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

async function listening(child: ChildProcess, written: { readonly text: string }): Promise<string> {
  const ended = new AbortController();
  child.once('close', () => ended.abort());
  const timeout = AbortSignal.timeout(START_MS);
  for (;;) {
    const url = LISTENING.exec(written.text)?.[1];
    if (url !== undefined) return url;
    if (timeout.aborted) child.kill('SIGKILL');
    if (ended.signal.aborted) throw new Error(`the server ended before it listened:\n${written.text}`);
    await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'close'), once(timeout, 'abort')]);
  }
}
