import 'reflect-metadata';
import { BadConfiguration, loadMigrationTarget } from './platform/config/index.js';
import { migrateDatabase } from './platform/database/index.js';

async function migrate(): Promise<string> {
  const { ownerUrl, appUrl } = loadMigrationTarget();
  const { applied } = await migrateDatabase(ownerUrl.reveal(), appUrl.reveal());
  if (applied.length === 0) return 'Nothing to migrate: the database is up to date.';
  return `Applied ${applied.length} migration${applied.length === 1 ? '' : 's'}:\n${applied.map((name) => `  ${name}`).join('\n')}`;
}

/** Names the failure by PostgreSQL's or Node's own words, which hold no password; a failed connection may have several. */
function reason(error: unknown): string {
  if (error instanceof BadConfiguration) return error.message;
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}

try {
  process.stdout.write(`${await migrate()}\n`);
} catch (error) {
  process.stderr.write(`Not migrated: ${reason(error)}\n`);
  process.exitCode = 1;
}
