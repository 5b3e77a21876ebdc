import { Injectable } from '@nestjs/common';
import { MIGRATIONS } from './migrations/index.js';
import { Sql } from './sql.js';

/** Whether the database has every migration that this version was written against. */
@Injectable()
export class SchemaLevel {
  constructor(private readonly sql: Sql) {}

  /** Names of the migrations that the database still lacks; newer ones than ours are welcome (expand, then contract). */
  async missing(): Promise<readonly string[]> {
    const [found] = await this.sql.rows<{ present: string | null }>({
      text: `SELECT to_regclass('public.schema_migrations')::text AS present`,
      values: [],
    });
    const wanted = MIGRATIONS.map((migration) => migration.name);
    if (found?.present == null) return wanted;
    const rows = await this.sql.rows<{ name: string }>({ text: 'SELECT name FROM schema_migrations', values: [] });
    const applied = new Set(rows.map((row) => row.name));
    return wanted.filter((name) => !applied.has(name));
  }
}
