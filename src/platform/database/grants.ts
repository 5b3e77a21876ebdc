import pg from 'pg';
import type { DataSource } from 'typeorm';

/** Whoever may use a partitioned table needs no right on its partitions. */
const TABLES = `
  SELECT oid::regclass::text AS name FROM pg_class
  WHERE relkind IN ('r', 'p')
    AND (relnamespace = 'pgboss'::regnamespace OR (relnamespace = 'public'::regnamespace AND NOT relispartition))`;

/** What the app's role may do: read and write rows, call functions; the audit log it can only append to, and change no entry of a ledger. */
function grants(role: string, tables: readonly string[]): readonly string[] {
  const to = pg.escapeIdentifier(role);
  return [
    `GRANT USAGE ON SCHEMA public, pgboss TO ${to}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ${tables.join(', ')} TO ${to}`,
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public, pgboss TO ${to}`,
    `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public, pgboss TO ${to}`,
    `REVOKE UPDATE, DELETE ON audit_entries FROM ${to}`,
    `REVOKE UPDATE ON ledger_entries FROM ${to}`,
    `REVOKE INSERT, UPDATE, DELETE ON schema_migrations FROM ${to}`,
  ];
}

/** Grants the app's own role what it needs, when it is another role than the one that owns the schema. */
export async function grantToAppRole(dataSource: DataSource, ownerUrl: string, appUrl: string): Promise<void> {
  const owner = decodeURIComponent(new URL(ownerUrl).username);
  const app = decodeURIComponent(new URL(appUrl).username);
  if (app === '' || app === owner) return;
  const tables = await dataSource.query<{ readonly name: string }[]>(TABLES);
  const statements = grants(
    app,
    tables.map(({ name }) => name),
  );
  for (const statement of statements) await dataSource.query(statement);
}
