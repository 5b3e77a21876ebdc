import { withClient } from '../../../support/postgres/admin.js';

/** One thing that a table is made of, in PostgreSQL's own words. */
export interface Part {
  readonly table: string;
  readonly kind: 'column' | 'constraint' | 'index';
  readonly name: string;
  readonly definition: string;
}

const TABLES = `SELECT oid, relname FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`;

/** A number may be quoted as a default. `ON ONLY` says that an index belongs to a partitioned table; how rows are spread is no business of the entities. */
const PARTS = String.raw`WITH tables AS (${TABLES})
  SELECT relname AS table, 'column' AS kind, attname AS name,
    concat_ws(' ', format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'NOT NULL' END,
      'DEFAULT ' || regexp_replace(pg_get_expr(adbin, adrelid), '^''([0-9.]+)''::[a-z]+$', '\1'),
      'COLLATE ' || nullif(attcollation, t.typcollation)) AS definition
  FROM tables JOIN pg_attribute ON attrelid = tables.oid AND attnum > 0 AND NOT attisdropped
    JOIN pg_type t ON t.oid = atttypid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  UNION ALL
  SELECT relname, 'constraint', conname, pg_get_constraintdef(c.oid)
  FROM tables JOIN pg_constraint c ON conrelid = tables.oid AND contype <> 'n'
  UNION ALL
  SELECT tables.relname, 'index', i.relname, replace(pg_get_indexdef(i.oid), ' ON ONLY ', ' ON ')
  FROM tables JOIN pg_index ON indrelid = tables.oid JOIN pg_class i ON i.oid = indexrelid
  ORDER BY 1, 2, 3`;

/** All that the tables of the app consist of: columns, constraints with their expressions and actions, indexes with theirs. */
export async function outlineOf(url: string): Promise<readonly Part[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<Part>(PARTS);
    return rows.filter((part) => part.table !== 'schema_migrations');
  });
}

/** What stands in a database beside the extensions and what PostgreSQL brings: relations, indexes, functions, types, schemas. */
export async function objectsOf(url: string): Promise<readonly string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ object: string }>(`
      SELECT object FROM (
        SELECT nspname, 'schema ' || nspname FROM pg_namespace
        UNION ALL SELECT nspname, 'relation ' || c.oid::regclass || ' ' || coalesce(pg_get_partkeydef(c.oid), '')
          FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind NOT IN ('i', 'I')
        UNION ALL SELECT schemaname, indexdef FROM pg_indexes
        UNION ALL SELECT nspname, 'function ' || pg_get_functiondef(p.oid)
          FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE prokind = 'f'
        UNION ALL SELECT nspname, 'type ' || t.oid::regtype FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
        UNION ALL SELECT nspname, 'trigger ' || pg_get_triggerdef(g.oid)
          FROM pg_trigger g JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = relnamespace
          WHERE NOT tgisinternal
      ) AS found (schema, object)
      WHERE schema !~ '^pg_' AND schema <> 'information_schema' AND object !~ 'schema_migrations' ORDER BY 1`);
    return rows.map(({ object }) => object);
  });
}
