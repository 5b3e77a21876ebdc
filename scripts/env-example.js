// Writes .env.example and the reference of the configuration from the built schema; with --check only compares, and exits 1 on a difference.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

import { configurationReference } from '../dist/src/platform/config/configuration-reference.js';
import { envExample } from '../dist/src/platform/config/env-example.js';

const FILES = { '.env.example': envExample(), 'docs/reference/configuration.md': configurationReference() };

for (const [name, wanted] of Object.entries(FILES)) {
  const target = new URL(`../${name}`, import.meta.url);
  if (!process.argv.includes('--check')) {
    mkdirSync(new URL('.', target), { recursive: true });
    writeFileSync(target, wanted);
  } else if (readFileSync(target, 'utf8') !== wanted) {
    console.error(`${name} does not fit config/env.schema.ts: run npm run build && npm run env:example`);
    process.exitCode = 1;
  }
}
