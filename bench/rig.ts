import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type SimulatorOptions, VercelSimulator } from '#libs/vercel-simulator';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/database/embedded/index.js';
import { migrateDatabase } from '../src/platform/database/migrate.js';
import { ServerProcess, type ServerStart } from './server-process.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CLIENT_ID = 'oac_bench';

/** What the measures run against: a migrated PostgreSQL, and a fake Vercel. */
export interface Rig {
  readonly databaseUrl: string;
  readonly vercel: VercelSimulator;
  /** Of a process that is a server without its port. */
  readonly env: Readonly<Record<string, string>>;
  /** A directory that is removed in the end. */
  readonly directory: string;
  /** The built server as `npm start` starts it; not with `NODE_ENV=production`, which would refuse the memory driver. */
  startOurs(env?: Readonly<Record<string, string>>, log?: string): Promise<ServerProcess>;
  /** The same by hand: plain `node:http` and `pg`. */
  startRaw(): Promise<ServerProcess>;
  /** PostgreSQL ends, whoever is connected, and starts again at the same address. */
  restartDatabase(): Promise<void>;
  stop(): Promise<void>;
}

/** With `full` durability (fsync) the disk decides how many commits there are, with `none` the processors do. */
export async function openRig(
  durability: 'full' | 'none',
  options: Pick<SimulatorOptions, 'retry'> = {},
): Promise<Rig> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'stallholder-bench-'));
  const start = (): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({ directory: path.join(directory, 'postgres'), durability });
  let postgres = await start();
  await migrateDatabase(postgres.url);
  const client = { clientId: CLIENT_ID, clientSecret: 'secret', slug: 'bench' };
  const vercel = await VercelSimulator.start({ ...client, ...options });
  const ours = environment(vercel);
  return {
    databaseUrl: postgres.url,
    vercel,
    env: { ...ours, DATABASE_URL: postgres.url },
    directory,
    startOurs: (env = {}, log = '/dev/null') =>
      ServerProcess.start({ ...oursAt({ ...ours, DATABASE_URL: postgres.url }, env), log }),
    startRaw: () => ServerProcess.start(rawAt(postgres.url, vercel, ours['ENCRYPTION_KEYS'])),
    restartDatabase: async () => {
      const { url } = postgres;
      await checkpoint(url);
      await postgres.stop();
      postgres = await start();
      if (postgres.url !== url) throw new Error('Somebody has taken the port of PostgreSQL');
    },
    stop: async () => {
      await vercel.stop();
      await postgres.stop();
      for (const each of [path.dirname(postgres.directory), directory]) rmSync(each, { recursive: true, force: true });
    },
  };
}

/** Writes out what there is, so that the end comes soon: after ten seconds PostgreSQL is made to quit. */
async function checkpoint(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query('CHECKPOINT');
  await client.end();
}

function environment(vercel: VercelSimulator): Record<string, string> & { readonly ENCRYPTION_KEYS: string } {
  return {
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://127.0.0.1',
    SERVICE_ROLE: 'api',
    LOG_LEVEL: 'info',
    METRICS_PORT: '0',
    SHUTDOWN_DELAY_SECONDS: '0',
    CATALOG_FILE: path.join(ROOT, 'bench/catalog.yaml'),
    INTEGRATION_CLIENT_ID: CLIENT_ID,
    INTEGRATION_CLIENT_SECRET: vercel.integration.clientSecret,
    INTEGRATION_SLUG: 'bench',
    VERCEL_API_URL: vercel.url,
    VERCEL_DASHBOARD_URL: vercel.url,
    VERCEL_OIDC_ISSUER: vercel.issuer,
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  };
}

/** What is asked for comes before what is usual; an empty `DATABASE_URL` is one that is not set. A worker opens nothing but its health. */
function oursAt(usual: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): ServerStart {
  const { DATABASE_URL, ...env } = { ...usual, ...wanted };
  const database = DATABASE_URL ? { DATABASE_URL } : {};
  const door = env['SERVICE_ROLE'] === 'worker' ? 'METRICS_PORT' : 'PORT';
  return {
    ...startCommand(),
    env: (port) => ({
      ...env,
      ...database,
      PUBLIC_URL: wanted['PUBLIC_URL'] ?? `http://127.0.0.1:${port}`,
      [door]: String(port),
    }),
  };
}

/** Flags and script of `npm start`. */
function startCommand(): Pick<ServerStart, 'flags' | 'script'> {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly start: string };
  };
  const words = scripts.start.split(' ').slice(1);
  return {
    flags: words.filter((word) => word.startsWith('--')),
    script: path.join(ROOT, words.find((word) => !word.startsWith('--')) ?? ''),
  };
}

function rawAt(databaseUrl: string, vercel: VercelSimulator, encryptionKeys: string): ServerStart {
  const { issuer } = vercel;
  return {
    script: path.join(ROOT, 'dist/bench/raw/main.js'),
    args: (port) => [JSON.stringify({ port, databaseUrl, issuer, clientId: CLIENT_ID, encryptionKeys })],
  };
}
