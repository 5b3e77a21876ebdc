import { spawnSync } from 'node:child_process';

/** Whether a run leaves the alerts' rules untried: where Prometheus's `promtool` is not installed, unless they have to be tried (`CI=true`), and then they fail. */
export function leavesAlertTestsOut(): boolean {
  return process.env['CI'] !== 'true' && spawnSync('promtool', ['--version']).error !== undefined;
}
