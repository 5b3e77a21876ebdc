import { resolveSources } from '../../../support/source-resolution.js';

/** Migrates the database of its first argument and prints what it applied. */
resolveSources();
const { migrateDatabase } = await import('../../../../src/platform/database/migrate.ts');
const { applied } = await migrateDatabase(process.argv[2]);
process.stdout.write(JSON.stringify(applied));
