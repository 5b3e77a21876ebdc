import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from '../../support/built.js';
import { until } from '../../support/until.js';

/** What a reader does not see: a command that fails ends the session, and so does an answer that refuses. */
const PREAMBLE = 'set -euo pipefail\ncurl() { command curl --fail-with-body --noproxy "*" "$@"; echo; }\n';
const DONE = '<<that was the block>>';

/** A shell in the checkout, as a reader has it open: what one block sets, the next ones know. */
export class ShellSession {
  private readonly shell: ChildProcess;
  private readonly closed: Promise<unknown>;
  private written = '';

  constructor() {
    const env = { PATH: process.env['PATH'], TZ: process.env['TZ'] };
    this.shell = spawn('bash', ['--noprofile', '--norc'], { cwd: ROOT, env, stdio: 'pipe', detached: true });
    this.closed = once(this.shell, 'close');
    for (const stream of [this.shell.stdout, this.shell.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => (this.written += chunk));
    }
    this.shell.stdin?.write(PREAMBLE);
  }

  /** Runs a block, and resolves to what it has written. @throws where a command fails */
  async run(block: string): Promise<string> {
    this.written = '';
    this.shell.stdin?.write(`${block}\necho '${DONE}'\n`);
    return (await this.untilWritten(DONE)).replace(DONE, '');
  }

  /** Resolves to what was written since the last block began, once that holds this. */
  async untilWritten(text: string): Promise<string> {
    await until(() => this.written.includes(text) || this.shell.exitCode !== null);
    if (!this.written.includes(text)) throw new Error(`a command failed:\n${this.written}`);
    return this.written;
  }

  /** Ends it with all that it has started. */
  async close(): Promise<void> {
    if (this.shell.pid !== undefined) killGroup(this.shell.pid);
    await this.closed;
  }
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
