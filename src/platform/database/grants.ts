import pg from 'pg';
import type { DataSource } from 'typeorm';

/** What the app's role may do: read and write rows, call functions; the audit log it can only append to. */
function grants(role: string): readonly string[] {
  const to = pg.escapeIdentifier(role);
  return [
    `GRANT USAGE ON SCHEMA public, pgboss TO ${to}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, pgboss TO ${to}`,
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public, pgboss TO ${to}`,
    `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public, pgboss TO ${to}`,
    `REVOKE UPDATE, DELETE ON audit_entries FROM ${to}`,
    `REVOKE INSERT, UPDATE, DELETE ON schema_migrations FROM ${to}`,
  ];
}

/** Grants the app's own role what it needs, when it is another role than the one that owns the schema. */
export async function grantToAppRole(dataSource: DataSource, ownerUrl: string, appUrl: string): Promise<void> {
  const owner = decodeURIComponent(new URL(ownerUrl).username);
  const app = decodeURIComponent(new URL(appUrl).username);
  if (app === '' || app === owner) return;
  for (const grant of grants(app)) await dataSource.query(grant);
}
