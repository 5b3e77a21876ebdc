// Writes the OpenAPI documents of the built server; `--check` compares them with what is checked in.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { openApiDocuments } from '../dist/src/openapi.js';

const check = process.argv.includes('--check');
const folder = new URL('../docs/openapi/', import.meta.url);
mkdirSync(folder, { recursive: true });
let drifted = false;
for (const [name, document] of Object.entries(await openApiDocuments())) {
  const file = new URL(`${name}.json`, folder);
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (!check) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    drifted = true;
    console.error(`docs/openapi/${name}.json does not fit the code: run "npm run openapi" and read the difference.`);
  }
}
process.exit(drifted ? 1 : 0);
