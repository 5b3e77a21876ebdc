import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withClient } from './postgres/admin.js';
import { runNode } from './run-node.js';

/** The checkout, where the built programs are started. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Any number, as long as every worker takes the same. */
const BUILD_LOCK = 7_205_814_413;

/** Brings `dist` up to the present sources, once in a run; the other workers wait for the first. */
export async function buildOnce(): Promise<void> {
  const { TEST_POSTGRES_URL: server, TEST_STATEMENTS_DIRECTORY: directory } = process.env;
  if (!server || !directory) throw new Error('no test server: test/support/postgres/global-setup.js did not run');
  const mark = path.join(directory, 'built');
  await withClient(server, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [BUILD_LOCK]);
    if (existsSync(mark)) return;
    const { code, stdout, stderr } = await runNode(['node_modules/@nestjs/cli/bin/nest.js', 'build'], { cwd: ROOT });
    if (code !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
    writeFileSync(mark, '');
  });
}
