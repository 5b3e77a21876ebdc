// Writes .env.example from the built schema; with --check only compares, and exits 1 on a difference.
import { readFileSync, writeFileSync } from 'node:fs';

import { envExample } from '../dist/src/platform/config/env-example.js';

const target = new URL('../.env.example', import.meta.url);
const wanted = envExample();

if (!process.argv.includes('--check')) {
  writeFileSync(target, wanted);
} else if (readFileSync(target, 'utf8') !== wanted) {
  console.error('.env.example does not fit config/env.schema.ts: run npm run build && npm run env:example');
  process.exitCode = 1;
}
