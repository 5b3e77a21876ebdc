import { resolveSources } from '../source-resolution.js';

/** Gives the run a PostgreSQL server, whose address the workers find in their environment. */
export default async function globalSetup() {
  const hooks = resolveSources();
  const { openTestServer } = await import('./test-server.ts');
  hooks.deregister();
  globalThis.stallholderTestServer = await openTestServer(process.env.TEST_DATABASE_URL);
  process.env.TEST_POSTGRES_URL = globalThis.stallholderTestServer.url;
  process.env.TEST_RUN = process.pid.toString(36) + Date.now().toString(36);
}
