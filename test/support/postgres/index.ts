import { migrateDatabase } from '../../../src/platform/database/migrate.js';
import { cloneTemplate, type TestDatabase } from './clone.js';

export type { TestDatabase } from './clone.js';
export { emptyDatabase } from './empty.js';

/** A database with the app's schema and no rows, in about ten milliseconds once the run's template exists. */
export function cloneDatabase(): Promise<TestDatabase> {
  return cloneTemplate((url) => migrateDatabase(url));
}
