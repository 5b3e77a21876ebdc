import 'reflect-metadata';
import { describeFailure } from './describe-failure.js';
import { loadMigrationTarget } from './platform/config/index.js';
import { migrateDatabase } from './platform/database/index.js';

async function migrate(): Promise<string> {
  const { ownerUrl, appUrl } = loadMigrationTarget();
  const { applied } = await migrateDatabase(ownerUrl.reveal(), appUrl.reveal());
  if (applied.length === 0) return 'Nothing to migrate: the database is up to date.';
  return `Applied ${applied.length} migration${applied.length === 1 ? '' : 's'}:\n${applied.map((name) => `  ${name}`).join('\n')}`;
}

try {
  process.stdout.write(`${await migrate()}\n`);
} catch (error) {
  process.stderr.write(`Not migrated: ${describeFailure(error)}\n`);
  process.exitCode = 1;
}
