import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { EvenOrder, EvenReport } from './even-load-process.js';

const PROCESS = fileURLToPath(new URL('even-load-process.js', import.meta.url));
const MOST_BYTES = 64 * 2 ** 20;

/**
 * Asks at an even rate, each request when its moment has come whatever became of those before, from a process of its own. Gives what each
 * waited from that moment on, in milliseconds, in order of size. Throws when a request fails.
 */
export function offer(order: EvenOrder & { readonly perSecond: number }): Promise<readonly number[]> {
  return run(order);
}

/** Requests a second when each is made as soon as the one before has its answer, as many at once as there are. */
export async function askAtOnce(order: Omit<EvenOrder, 'perSecond'>): Promise<number> {
  return (await run(order)).length / order.seconds;
}

async function run(order: EvenOrder): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROCESS, JSON.stringify(order)], {
    maxBuffer: MOST_BYTES,
  });
  const { waits, failures } = JSON.parse(stdout) as EvenReport;
  if (failures.length > 0) throw new Error(`${failures.length} requests to ${order.url} failed: ${failures[0]}`);
  return waits;
}

/** So many of a hundred wait no longer; `waits` are in order of size. */
export function percentile(waits: readonly number[], percent: number): number {
  return waits[Math.ceil((waits.length * percent) / 100) - 1] ?? Number.NaN;
}
