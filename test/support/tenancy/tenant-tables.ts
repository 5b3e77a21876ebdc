import { withClient } from '../postgres/admin.js';

/** The tables of the schema whose rows belong to an installation, and that of the installations themselves. */
export async function tenantTablesOf(url: string): Promise<ReadonlySet<string>> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ table_name: string }>(
      `SELECT table_name FROM information_schema.columns
       WHERE table_schema = 'public' AND (column_name = 'installation_id' OR table_name = 'installations')`,
    );
    return new Set(rows.map((row) => row.table_name));
  });
}
