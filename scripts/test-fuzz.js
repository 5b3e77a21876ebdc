// Sends drawn requests to every operation of the OpenAPI documents: `--runs N` to each (2000), `--seed N` for others than the
// usual ones, `--only admin` of one document.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const JEST = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', 'test/fuzz'];

const {
  runs = '2000',
  seed,
  only,
} = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } } }).values;
if (only !== undefined && !['admin', 'driver', 'partner', 'usage'].includes(only)) {
  console.error('--only must be admin, driver, partner or usage');
  process.exit(2);
}
for (const [name, value] of Object.entries({ runs, seed })) {
  if (value === undefined || /^[1-9]\d{0,8}$/.test(value)) continue;
  console.error(`--${name} must be a whole number above zero`);
  process.exit(2);
}
const env = { ...process.env, FUZZ_RUNS: runs, ...(seed === undefined ? {} : { FUZZ_SEED: seed }) };
const { status } = spawnSync(process.execPath, only === undefined ? JEST : [...JEST, '-t', `the ${only} API`], {
  cwd: ROOT,
  env,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
