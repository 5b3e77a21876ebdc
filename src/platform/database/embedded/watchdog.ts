import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Account } from './account.js';

/** The exit code of a process that did not start because another one holds its lock. */
export const LOCK_HELD = 75;

/**
 * The shell holds the reading end of a pipe whose writing end only this process has. However this process ends, the
 * pipe closes and the command is interrupted, and ten seconds later made to quit. `flock` (absent on macOS) is passed on
 * to the command and its children, so the lock is free only when the last of them is gone.
 */
const SCRIPT = `
if [ -n "$LOCK" ] && command -v flock >/dev/null 2>&1; then
  exec 9>>"$LOCK"
  flock -n 9 || exit ${LOCK_HELD}
fi
exec 3<&0
"$@" </dev/null >/dev/null 3<&- &
command=$!
echo $command
exec >/dev/null 2>&1
(
  read -r end <&3
  kill -INT $command
  trap 'kill $timer; exit' TERM
  sleep 10 3<&- & timer=$!
  wait $timer
  kill -QUIT $command
) 9<&- &
guard=$!
trap 'kill -INT $command' INT TERM HUP
while :; do
  wait $command
  status=$?
  kill -0 $command || break
done
kill $guard
exit $status
`;

/** A command to run in the background, under an account. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly account: Account;
  readonly directory: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A file that at most one living command holds. */
  readonly lock?: string;
  readonly log?: (line: string) => void;
}

/** A background command that never outlives this process and never keeps it alive. */
export class GuardedProcess {
  /** Its exit code, -1 when a signal ended it, null while it lives. */
  exitCode: number | null = null;
  /** The process id of the command, below the shell that guards it. */
  commandPid: number | null = null;
  private output = '';
  private readonly child: ChildProcess;
  private readonly end = Promise.withResolvers<number>();

  constructor(command: Command) {
    this.child = spawnGuarded(command);
    this.child.stdin?.on('error', () => undefined);
    this.child.stderr?.setEncoding('utf8').on('data', (chunk: string) => this.collect(chunk, command.log));
    this.child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (this.commandPid = Number(chunk)));
    this.child.once('error', (error) => this.finish(-1, error.message));
    this.child.once('close', (code) => this.finish(code ?? -1, ''));
    this.child.unref();
    for (const stream of this.sockets()) stream.unref();
  }

  /** The last lines that it wrote to its standard error. */
  get lastWords(): string {
    return this.output.trim();
  }

  /** Resolves to the exit code when the command and all its children are gone; does not keep this process alive. */
  get ended(): Promise<number> {
    return this.end.promise;
  }

  /** Interrupts it, and keeps this process alive until it is gone. */
  async stop(): Promise<void> {
    this.hold();
    this.child.stdin?.end();
    await this.ended;
  }

  /** Keeps this process alive until the command is gone. */
  hold(): void {
    if (this.exitCode !== null) return;
    this.child.ref();
    for (const stream of this.sockets()) stream.ref();
  }

  private sockets(): readonly Socket[] {
    return this.child.stdio.filter((stream) => stream instanceof Socket);
  }

  private collect(chunk: string, log?: (line: string) => void): void {
    this.output = (this.output + chunk).slice(-4000);
    for (const line of chunk.split('\n')) if (line) log?.(line);
  }

  private finish(code: number, words: string): void {
    if (this.exitCode !== null) return;
    this.exitCode = code;
    this.output += words;
    this.child.stdin?.destroy();
    this.end.resolve(code);
  }
}

function spawnGuarded({ program, args, account, directory, lock = '', env = {} }: Command): ChildProcess {
  return spawn('/bin/sh', ['-c', SCRIPT, 'sh', program, ...args], {
    ...account.ids,
    cwd: directory,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: directory, LC_ALL: 'C', TZ: 'UTC', LOCK: lock, ...env },
  });
}
