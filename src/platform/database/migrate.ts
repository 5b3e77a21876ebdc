import pg from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source-options.js';
import { grantToAppRole } from './grants.js';

/** Any number: it only has to be the same in every process of every version. */
const MIGRATION_LOCK = 7_205_814_411;

/** Which migrations this run applied, by name; empty when there was nothing to do. */
export interface MigrationReport {
  readonly applied: readonly string[];
}

/**
 * Brings the schema of the database at `url` to this version's level; any number of processes may call it at once, one
 * does the work. `appUrl` names the role of the app, which is granted what it needs when it is another one.
 */
export async function migrateDatabase(url: string, appUrl: string = url): Promise<MigrationReport> {
  return withMigrationLock(url, async () => {
    const dataSource = await new DataSource({ ...dataSourceOptions(url, 2), extra: {} }).initialize();
    try {
      const applied = await dataSource.runMigrations({ transaction: 'each' });
      await grantToAppRole(dataSource, url, appUrl);
      return { applied: applied.map((migration) => migration.name) };
    } finally {
      await dataSource.destroy();
    }
  });
}

/** Takes back the newest migration; for development and the test of `down`. */
export async function revertLastMigration(url: string): Promise<void> {
  await withMigrationLock(url, async () => {
    const dataSource = await new DataSource({ ...dataSourceOptions(url, 2), extra: {} }).initialize();
    try {
      await dataSource.undoLastMigration({ transaction: 'each' });
    } finally {
      await dataSource.destroy();
    }
  });
}

/** A session lock on a connection of its own: it ends with the process, however that ends. */
async function withMigrationLock<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'stallholder-migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}
