import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 20;

/** How a program ended (`code` null: by a signal), and all that it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a program is given; of this process's environment it sees no more than where programs are, and the time zone. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that runs on this Node. */
export class NodeProgram {
  private readonly child: ChildProcess;
  private readonly told = { stdout: '', stderr: '' };
  private readonly closed: Promise<unknown>;

  constructor(args: readonly string[], { cwd, env = {} }: RunOptions) {
    this.child = spawn(process.execPath, args, {
      cwd,
      env: { PATH: process.env['PATH'], TZ: process.env['TZ'], ...env },
      stdio: 'pipe',
    });
    this.child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (this.told.stdout += chunk));
    this.child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (this.told.stderr += chunk));
    this.closed = once(this.child, 'close');
  }

  /** Resolves to all of its standard output so far, once that fits. @throws when the program ends before */
  async untilTold(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.told.stdout)) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`it ended before it wrote ${pattern}:\n${this.told.stdout}${this.told.stderr}`);
      }
      await pause(POLL_MS);
    }
    return this.told.stdout;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Resolves when it has ended. */
  async ended(): Promise<Ended> {
    await this.closed;
    return { code: this.child.exitCode, ...this.told };
  }
}

/** Runs a program on this Node to its end. */
export function runNode(args: readonly string[], options: RunOptions): Promise<Ended> {
  return new NodeProgram(args, options).ended();
}
