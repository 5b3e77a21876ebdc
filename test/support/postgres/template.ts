import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import { databaseUrl, dropDatabases, withClient } from './admin.js';
import { templateName } from './names.js';

/** Brings an empty database to the schema of this checkout. */
export type Migrate = (url: string) => Promise<unknown>;

/** Any number, as long as every worker takes the same. */
const BUILD_LOCK = 7_205_814_412;

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SOURCES = ['src/platform/database/*.ts', 'src/platform/database/migrations/**/*', 'package.json'];

/**
 * The name of a migrated database that nothing connects to. The first worker that asks builds it, the others wait; on a
 * server that stays it is built again only when a migration or a dependency changed.
 */
export async function prepareTemplate(server: string, migrate: Migrate): Promise<string> {
  const name = templateName(fingerprint());
  await withClient(server, async (client) => {
    if (await exists(client, name)) return;
    await client.query('SELECT pg_advisory_lock($1)', [BUILD_LOCK]);
    if (!(await exists(client, name))) await build(client, server, name, migrate);
  });
  return name;
}

/** Only a finished template gets its name, so one whose builder was killed is never used. */
async function build(client: Client, server: string, name: string, migrate: Migrate): Promise<void> {
  const unfinished = `${name}_unfinished`;
  await dropDatabases(client, [unfinished]);
  await client.query(`CREATE DATABASE ${client.escapeIdentifier(unfinished)} TEMPLATE template0`);
  await migrate(databaseUrl(server, unfinished));
  await client.query(`ALTER DATABASE ${client.escapeIdentifier(unfinished)} ALLOW_CONNECTIONS false`);
  await client.query(
    `ALTER DATABASE ${client.escapeIdentifier(unfinished)} RENAME TO ${client.escapeIdentifier(name)}`,
  );
}

async function exists(client: Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  return rowCount === 1;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of globSync(SOURCES, { cwd: ROOT }).sort()) {
    if (file.endsWith('.spec.ts')) continue;
    hash.update(`${file}\0`).update(readFileSync(ROOT + file));
  }
  return hash.digest('hex').slice(0, 16);
}
