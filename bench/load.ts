import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LoadOrder, LoadReport } from './load-process.js';

const PROCESS = fileURLToPath(new URL('load-process.js', import.meta.url));

/** Loads a server from a process of its own, so that the client's work is not the server's. Throws when a request fails. */
export async function load(order: LoadOrder): Promise<LoadReport> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROCESS, JSON.stringify(order)]);
  const report = JSON.parse(stdout) as LoadReport;
  if (report.failures > 0) throw new Error(`${report.failures} requests to ${order.url} failed`);
  return report;
}
