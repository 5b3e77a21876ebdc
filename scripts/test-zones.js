// Runs the tests four times, under five time zones, arguments as jest takes them, and prints a table; exits 1 when a run failed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Of the process, and of its databases: behind UTC and ahead of it, by quarters of an hour, by 14 hours, and with half an hour of summer time. */
const ZONES = [
  { process: 'UTC', database: 'Australia/Lord_Howe' },
  { process: 'America/New_York', database: 'UTC' },
  { process: 'Asia/Kathmandu', database: 'UTC' },
  { process: 'Pacific/Kiritimati', database: 'UTC' },
];

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const JEST = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js'];

/** Is run by the suite, and runs this. */
const NOT_AGAIN = ['--testPathIgnorePatterns', '/node_modules/', '/time-zones\\.spec\\.ts$'];

function run(zone, file) {
  const args = [...JEST, '--json', `--outputFile=${file}`, ...process.argv.slice(2), ...NOT_AGAIN];
  const env = { ...process.env, TZ: zone.process, TEST_DATABASE_TIME_ZONE: zone.database };
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const { numPassedTests: passed, numFailedTests: failed, numTotalTestSuites: files } = resultsIn(file);
  return { ...zone, files, passed, failed, ended: status === 0 && passed > 0 ? 'well' : 'badly' };
}

/** A run that ended before its first test, or at its audit, has left none. */
function resultsIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: '?', numFailedTests: '?', numTotalTestSuites: '?' };
  }
}

const directory = mkdtempSync(path.join(os.tmpdir(), 'stallholder-zones-'));
const rows = ZONES.map((zone, index) => run(zone, path.join(directory, `${index}.json`)));
rmSync(directory, { recursive: true });
console.table(rows);
process.exitCode = rows.every(({ ended }) => ended === 'well') ? 0 : 1;
