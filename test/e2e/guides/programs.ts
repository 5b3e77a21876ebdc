import { spawnSync } from 'node:child_process';

/** What readers of the guides are told to have, beside Node. */
const PROGRAMS = [
  ['bash', '--version'],
  ['curl', '--version'],
  ['openssl', 'version'],
] as const;

/** Whether a run leaves the guides untried: where a program that they use is not installed, unless they have to be tried (`CI=true`), and then they fail. */
export function leavesGuidesOut(): boolean {
  return process.env['CI'] !== 'true' && PROGRAMS.some(([name, ask]) => spawnSync(name, [ask]).error !== undefined);
}
