import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const DEADLINE_MS = 120_000;
const POLL_MS = 5;
const KB_PER_MB = 1_024;

/** How a server is started; it must answer 200 on `/health/ready` once it can work. */
export interface ServerStart {
  /** For Node, beside those that the benchmark itself was started with. */
  readonly flags?: readonly string[];
  readonly script: string;
  readonly args?: (port: number) => readonly string[];
  readonly env?: (port: number) => Readonly<Record<string, string>>;
  /** The file that its log is added to; `/dev/null` unless given. */
  readonly log?: string;
}

/** A server under measurement, in a process of its own. */
export class ServerProcess {
  private constructor(
    readonly url: string,
    /** From the start of the process to the first 200 of its readiness. */
    readonly readyAfterMs: number,
    private readonly child: ChildProcess,
  ) {}

  /** Its log is written as in production, to a file; what it says on standard error is shown. */
  static async start({ flags = [], script, args, env, log = '/dev/null' }: ServerStart): Promise<ServerProcess> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const started = performance.now();
    const output = openSync(log, 'a');
    const child = spawn(process.execPath, [...process.execArgv, ...flags, script, ...(args?.(port) ?? [])], {
      stdio: ['ignore', output, 'inherit'],
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env?.(port) },
    });
    closeSync(output);
    await untilReady(child, url);
    return new ServerProcess(url, performance.now() - started, child);
  }

  /** Memory that the process holds now, in MB (Linux only). */
  residentMb(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / KB_PER_MB;
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** Ends it as a power cut does. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (child.exitCode === null && performance.now() < deadline) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await pause(POLL_MS);
  }
  child.kill('SIGKILL');
  throw new Error('The server did not become ready');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
