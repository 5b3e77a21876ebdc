import { MIGRATIONS } from '../../platform/database/index.js';
import { type Check, failed, ok, type Verdict, warning } from './check.js';
import { databaseCheck } from './database.check.js';
import { rowsOf, type Scene } from './scene.js';

/** Whether the schema is the one that this version was written against. */
export const migrationsCheck: Check = { name: 'migrations', needs: databaseCheck.name, look };

async function look({ databaseUrl }: Scene): Promise<Verdict> {
  const [table] = await rowsOf<{ present: boolean }>(
    databaseUrl,
    `SELECT to_regclass('public.schema_migrations') IS NOT NULL AS present`,
  );
  if (!table?.present) return failed('none was applied', 'Run npm run migrate.');
  const rows = await rowsOf<{ name: string }>(databaseUrl, 'SELECT name FROM schema_migrations');
  return judgeMigrations(
    MIGRATIONS.map(({ name }) => name),
    rows.map(({ name }) => name),
  );
}

/** Missing ones stop this version; unknown ones are those of a newer one, beside which it goes on working. */
export function judgeMigrations(wanted: readonly string[], applied: readonly string[]): Verdict {
  const missing = wanted.filter((name) => !applied.includes(name));
  const unknown = applied.filter((name) => !wanted.includes(name));
  if (missing.length > 0) {
    return failed(`${missing.length} missing: ${missing.join(', ')}`, 'Run npm run migrate of this version.');
  }
  if (unknown.length > 0) {
    return warning(
      `${unknown.length} of another version: ${unknown.join(', ')}`,
      'Fine while a newer version takes over; otherwise this is the older program.',
    );
  }
  return ok(`all ${wanted.length} applied`);
}
