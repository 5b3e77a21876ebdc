import pg from 'pg';
import { withClient } from '../../support/postgres/admin.js';

const TABLES = `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
  WHERE relkind = 'r' AND relpersistence <> 't' ORDER BY 1`;

/** Collects what COPY sends, which an ordinary query drops. */
class CopyOut extends pg.Query {
  readonly chunks: Buffer[] = [];

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    this.chunks.push(chunk);
  }
}

/** Every row of every table of every schema, PostgreSQL's own included, as a plain dump has it: bytea in hex. */
export async function dumpTables(url: string): Promise<ReadonlyMap<string, string>> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(TABLES);
    const dump = new Map<string, string>();
    for (const { name } of rows) dump.set(name, await copy(client, name));
    return dump;
  });
}

function copy(client: pg.Client, table: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const query: CopyOut = new CopyOut(`COPY ${table} TO STDOUT`, [], (error) => {
      if (error) reject(error);
      else resolve(Buffer.concat(query.chunks).toString('utf8'));
    });
    client.query(query);
  });
}
