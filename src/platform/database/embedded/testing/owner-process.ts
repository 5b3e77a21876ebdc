import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Workshop } from './workshop.js';

/** What a process reports that has started or joined a server. */
export interface Report {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly startedHere: boolean;
  readonly home: string;
}

/** What a process reports that could not. */
export interface Refusal {
  readonly name: string;
  readonly message: string;
}

/** As whom to run the process; by default as the user of the tests. */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/** A process in a group of its own, as a terminal makes one. */
export class OwnerProcess {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;

  constructor(workshop: Workshop, directory: string, identity: Identity = {}) {
    this.child = spawn(workshop.node, [workshop.owner, directory], {
      ...identity,
      cwd: workshop.root,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    if (!this.child.stdout) throw new Error('no output');
    this.lines = createInterface(this.child.stdout)[Symbol.asyncIterator]();
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The next line that it prints. */
  async next<T>(): Promise<T> {
    const line = await this.lines.next();
    if (line.done) throw new Error('the process ended without another word');
    return JSON.parse(line.value) as T;
  }

  /** What it reports of its server. */
  async report(): Promise<Report> {
    const answer = await this.next<Report | Refusal>();
    if ('message' in answer) throw new Error(answer.message);
    return answer;
  }

  /** Sends a signal to its whole group, as a terminal does, and waits for its end. */
  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    process.kill(-this.pid, signal);
    await exit;
  }
}

/** Resolves when nothing listens on a port any more. */
export async function untilRefused(port: number): Promise<void> {
  await until(async () => !(await accepts(port)));
}

/** Resolves when the condition holds; fails after ten seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await delay(5);
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
