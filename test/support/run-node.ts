import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a program ended, and all that it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a program is given; of this process's environment it sees no more than where programs are. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program on this Node to its end. */
export async function runNode(args: readonly string[], { cwd, env = {} }: RunOptions): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd, env: { PATH: process.env['PATH'], ...env }, stdio: 'pipe' });
  const told = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (told.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (told.stderr += chunk));
  await once(child, 'close');
  return { code: child.exitCode, ...told };
}
