// Lives simulated years of 200 customers each: `--seeds N` for seeds 1 to N, `--seed N` for one alone, `--size N` for fewer customers.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const JEST = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', 'test/year'];

const text = { type: 'string' };
const { seeds = '20', seed, size = '200' } = parseArgs({ options: { seeds: text, seed: text, size: text } }).values;
for (const [name, value] of Object.entries({ seeds, seed, size })) {
  if (value === undefined || /^[1-9]\d{0,8}$/.test(value)) continue;
  console.error(`--${name} must be a whole number above zero`);
  process.exit(2);
}
const env = { ...process.env, YEAR_SEEDS: seeds, YEAR_SIZE: size, ...(seed === undefined ? {} : { YEAR_SEED: seed }) };
const { status } = spawnSync(process.execPath, JEST, { cwd: ROOT, env, stdio: 'inherit' });
process.exitCode = status ?? 1;
