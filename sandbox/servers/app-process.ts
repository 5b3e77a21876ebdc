import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(import.meta.resolve('./app-main.js'));
const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;
const POLL_MS = 50;
const LAST_LINES = 20;
const LINE_LENGTH = 1_000;

/** `state` is "ready" or why it is not; `details` is what the app said of it, a component each. */
export interface Readiness {
  readonly state: string;
  readonly details: Readonly<Record<string, { readonly status: string }>>;
}

/** The app as a process of its own, as operators run it. */
export class AppProcess {
  /** Its exit code, once it has ended; null when a signal ended it. */
  readonly ended: Promise<number | null>;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly log: string,
  ) {
    this.ended = once(child, 'exit').then(() => child.exitCode);
  }

  /** Starts it, its output going to `log`; it ends with this process. Own process group: Ctrl-C is ours to pass on. */
  static start(env: NodeJS.ProcessEnv, log: string): AppProcess {
    const output = openSync(log, 'w', 0o600);
    const child = fork(PROGRAM, { env, detached: true, execArgv: [], stdio: ['ignore', output, output, 'ipc'] });
    closeSync(output);
    return new AppProcess(child, env['PUBLIC_URL'] ?? '', log);
  }

  /** Resolves when it is ready, or when it is clear that it will not be: it has ended, or a minute has gone by. */
  async ready(): Promise<Readiness> {
    const deadline = Date.now() + READY_LIMIT_MS;
    for (;;) {
      if (this.hasEnded)
        return { state: `it ended, with ${this.child.exitCode ?? this.child.signalCode}`, details: {} };
      const response = await fetch(`${this.url}/health/ready`).catch(() => null);
      const { details = {} } = ((await response?.json().catch(() => null)) ?? {}) as Partial<Readiness>;
      if (response?.status === 200) return { state: 'ready', details };
      if (Date.now() > deadline) return { state: `not ready after ${READY_LIMIT_MS / 1_000} s`, details };
      await pause(POLL_MS);
    }
  }

  /** Asks it to end, and sees to it; resolves to its exit code, null when it had to be killed. */
  async stop(): Promise<number | null> {
    if (this.hasEnded) return this.child.exitCode;
    this.child.kill('SIGTERM');
    const emergency = setTimeout(() => this.child.kill('SIGKILL'), STOP_LIMIT_MS);
    const code = await this.ended;
    clearTimeout(emergency);
    return code;
  }

  /** The end of its log, lines of more than a thousand characters cut. */
  lastLines(): string {
    const lines = readFileSync(this.log, 'utf8').trimEnd().split('\n').slice(-LAST_LINES);
    return lines.map((line) => (line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line)).join('\n');
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}
