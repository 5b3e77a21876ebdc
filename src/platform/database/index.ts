export { DatabaseServer } from './database-server.js';
export { DatabaseModule } from './database.module.js';
export { migrateDatabase, revertLastMigration } from './migrate.js';
export { mutable } from './mutable.js';
export { PooledClient } from './pooled-client.js';
export { isNotNullViolation, isRetryable } from './postgres-errors.js';
export { SchemaLevel } from './schema-level.js';
export { Sql } from './sql.js';
export { UnitOfWork } from './unit-of-work.js';
