import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { MIGRATIONS } from './migrations/index.js';
import { Sql } from './sql.js';

const LOOK_AGAIN_MS = 1_000;

/** Whether the database has every migration that this version was written against. */
@Injectable()
export class SchemaLevel {
  private readonly logger = new Logger(SchemaLevel.name);

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

  /** Resolves once nothing is missing, however long somebody takes to migrate. */
  async reached(): Promise<void> {
    for (let told = false; ; told = true) {
      const missing = await this.missing().catch(() => null);
      if (missing?.length === 0) return;
      if (!told) this.logger.warn('Waiting for the schema of the database', { missing });
      await pause(LOOK_AGAIN_MS);
    }
  }
}
