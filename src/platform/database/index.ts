export { DatabaseServer } from './database-server.js';
export { DatabaseModule } from './database.module.js';
export { migrateDatabase, revertLastMigration, type MigrationReport } from './migrate.js';
export { mutable, type Mutable } from './mutable.js';
export { SchemaLevel } from './schema-level.js';
export { Sql, type Statement } from './sql.js';
export { UnitOfWork, UnitOfWorkMisuse } from './unit-of-work.js';
