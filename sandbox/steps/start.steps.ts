import { migrateDatabase } from '../../src/platform/database/index.js';
import { startApp, startPostgres, startVercel } from '../servers/index.js';
import { sql } from './sql.js';
import type { Step } from './stage.js';

const postgres: Step = {
  name: 'Start an embedded PostgreSQL',
  async run(stage, checks) {
    const server = await startPostgres(stage.grounds);
    stage.put('postgres', server);
    const [answer] = await sql(server.url, 'SHOW server_version');
    const version = String(answer?.['server_version']);
    checks.like(`PostgreSQL ${version} answers on 127.0.0.1:${server.port}`, version, /^18\./);
  },
};

const schema: Step = {
  name: 'Migrate its empty database',
  async run(stage, checks) {
    const { url } = stage.get('postgres');
    const { applied } = await migrateDatabase(url);
    checks.that(`${applied.length} migrations were applied`, applied, 'at least one', (names) => names.length > 0);
    checks.same('a second run applies none', await migrateDatabase(url), { applied: [] });
  },
};

const vercel: Step = {
  name: 'Start a simulated Vercel',
  async run(stage, checks) {
    const simulator = await startVercel(stage.grounds);
    stage.put('vercel', simulator);
    const { keys } = (await (await fetch(simulator.jwksUrl)).json()) as { readonly keys: readonly object[] };
    checks.same('it publishes the key of its tokens', keys.length, 1);
  },
};

const app: Step = {
  name: 'Start the app with its workers',
  async run(stage, checks) {
    const parts = { postgres: stage.get('postgres'), vercel: stage.get('vercel') };
    const process = await startApp({ ...stage.grounds, ...parts });
    stage.put('app', process);
    const { state, details } = await process.ready();
    checks.same('it becomes ready', state, 'ready');
    const components = [details['database']?.status, details['keySet']?.status];
    checks.same('its schema fits, and it has the keys of the tokens', components, ['up', 'up']);
    const { status } = await fetch(`${process.url}/v1/products/postgres/plans`);
    checks.same('a call without a token is answered by 403', status, 403);
  },
};

/** The servers of a play, the app last. */
export const START: readonly Step[] = [postgres, schema, vercel, app];
