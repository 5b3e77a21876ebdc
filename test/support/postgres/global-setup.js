import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolveSources } from '../source-resolution.js';

/** Gives the run a PostgreSQL server, and directories for the statements it executes and the answers it gives; the workers find them in their environment. */
export default async function globalSetup() {
  const hooks = resolveSources();
  const { openTestServer } = await import('./test-server.ts');
  hooks.deregister();
  globalThis.stallholderTestServer = await openTestServer(process.env.TEST_DATABASE_URL);
  process.env.TEST_POSTGRES_URL = globalThis.stallholderTestServer.url;
  process.env.TEST_RUN = process.pid.toString(36) + Date.now().toString(36);
  process.env.TEST_STATEMENTS_DIRECTORY = mkdtempSync(path.join(os.tmpdir(), 'stallholder-statements-'));
  process.env.TEST_ANSWERS_DIRECTORY = mkdtempSync(path.join(os.tmpdir(), 'stallholder-answers-'));
}
