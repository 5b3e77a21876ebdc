import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { VercelSimulator } from '#libs/vercel-simulator';
import { startEmbeddedPostgres } from '../src/platform/database/embedded/index.js';
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
  startOurs(env?: Readonly<Record<string, string>>): Promise<ServerProcess>;
  /** The same by hand: plain `node:http` and `pg`. */
  startRaw(): Promise<ServerProcess>;
  stop(): Promise<void>;
}

/** With `full` durability (fsync) the disk decides how many commits there are, with `none` the processors do. */
export async function openRig(durability: 'full' | 'none'): Promise<Rig> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'stallholder-bench-'));
  const postgres = await startEmbeddedPostgres({ directory: path.join(directory, 'postgres'), durability });
  await migrateDatabase(postgres.url);
  const vercel = await VercelSimulator.start({ clientId: CLIENT_ID, clientSecret: 'secret', slug: 'bench' });
  const ours = environment(vercel);
  return {
    databaseUrl: postgres.url,
    vercel,
    env: { ...ours, DATABASE_URL: postgres.url },
    directory,
    startOurs: (env) => ServerProcess.start(oursAt({ ...ours, DATABASE_URL: postgres.url, ...env })),
    startRaw: () => ServerProcess.start(rawAt(postgres.url, vercel, ours['ENCRYPTION_KEYS'])),
    stop: async () => {
      await vercel.stop();
      await postgres.stop();
      for (const each of [postgres.directory, directory]) rmSync(each, { recursive: true, force: true });
    },
  };
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

/** An empty `DATABASE_URL` is one that is not set. */
function oursAt({ DATABASE_URL, ...env }: Readonly<Record<string, string>>): ServerStart {
  const database = DATABASE_URL ? { DATABASE_URL } : {};
  return {
    ...startCommand(),
    env: (port) => ({ ...env, ...database, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` }),
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
