import { registerHooks } from 'node:module';

/**
 * Jest loads this file without its transforms, so Node itself strips the types of what is imported here; only the names
 * of relative imports, which end in `.js` for the build, need help.
 */
const resolveSources = {
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!specifier.startsWith('.') || !specifier.endsWith('.js')) throw error;
      return next(specifier.replace(/\.js$/, '.ts'), context);
    }
  },
};

/** Gives the run a PostgreSQL server, whose address the workers find in their environment. */
export default async function globalSetup() {
  const hooks = registerHooks(resolveSources);
  const { openTestServer } = await import('./test-server.ts');
  hooks.deregister();
  globalThis.stallholderTestServer = await openTestServer(process.env.TEST_DATABASE_URL);
  process.env.TEST_POSTGRES_URL = globalThis.stallholderTestServer.url;
  process.env.TEST_RUN = process.pid.toString(36) + Date.now().toString(36);
}
