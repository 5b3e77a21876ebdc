import { setTimeout as pause } from 'node:timers/promises';

/** Resolves once `check` says yes; the test's own time limit ends it otherwise. */
export async function until(check: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await check())) await pause(5);
}
