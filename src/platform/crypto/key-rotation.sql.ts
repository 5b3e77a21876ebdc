import { escapeIdentifier } from 'pg';

import type { SealedColumn } from './sealed-columns.js';

/** `$1` the current key id, `$2` the batch size, then the row after which the batch starts. */
export function selectStale(sealed: SealedColumn, after: readonly string[] | null): string {
  const key = sealed.rowColumns.map(escapeIdentifier);
  const parts = key.map((column) => `${column}::text`).join(', ');
  const beyond = after === null ? '' : `AND (${key.join(', ')}) > (${after.map((_, i) => `$${i + 3}`).join(', ')})`;
  return `/* every tenant: a key seals for all of them */ SELECT ARRAY[${parts}] AS row, ${escapeIdentifier(sealed.tenantColumn)}::text AS tenant,
      ${escapeIdentifier(sealed.keyColumn)} AS "keyId", ${escapeIdentifier(sealed.column)} AS data
    FROM ${escapeIdentifier(sealed.table)}
    WHERE ${isStale(sealed)} ${beyond}
    ORDER BY ${key.join(', ')} LIMIT $2`;
}

/** `$1` the tenant, `$2` the resource. */
export function selectOfResource(sealed: SealedColumn, resourceColumn: string): string {
  const parts = sealed.rowColumns.map((column) => `${escapeIdentifier(column)}::text`).join(', ');
  return `SELECT ARRAY[${parts}] AS row, ${escapeIdentifier(sealed.keyColumn)} AS "keyId", ${escapeIdentifier(sealed.column)} AS data
    FROM ${escapeIdentifier(sealed.table)}
    WHERE ${escapeIdentifier(sealed.tenantColumn)} = $1 AND ${escapeIdentifier(resourceColumn)} = $2
      AND ${escapeIdentifier(sealed.column)} IS NOT NULL`;
}

/** `$1` the new data, `$2` its key id, `$3` the data that was read, `$4` the tenant, then the row. */
export function replaceSealed(sealed: SealedColumn): string {
  const column = escapeIdentifier(sealed.column);
  const row = sealed.rowColumns.map((name, i) => `${escapeIdentifier(name)} = $${i + 5}`).join(' AND ');
  return `WITH replaced AS (
      UPDATE ${escapeIdentifier(sealed.table)} SET ${column} = $1, ${escapeIdentifier(sealed.keyColumn)} = $2
      WHERE ${row} AND ${escapeIdentifier(sealed.tenantColumn)} = $4 AND ${column} = $3 RETURNING 1)
    SELECT count(*)::int AS count FROM replaced`;
}

/** `$1` the current key id. */
export function countStale(sealed: SealedColumn): string {
  return `/* every tenant: a key seals for all of them */ SELECT count(*)::int AS count FROM ${escapeIdentifier(sealed.table)} WHERE ${isStale(sealed)}`;
}

/** How many values stand under each key, at most `$1` of one: by the index of the key column, whose few ids are looked up one after the other. */
export function countByKey(sealed: SealedColumn): string {
  const [table, key] = [escapeIdentifier(sealed.table), escapeIdentifier(sealed.keyColumn)];
  return `/* every tenant: a key seals for all of them */ WITH RECURSIVE ids (id) AS (
      (SELECT ${key} FROM ${table} WHERE ${key} IS NOT NULL ORDER BY ${key} LIMIT 1)
      UNION ALL
      SELECT (SELECT ${key} FROM ${table} WHERE ${key} > ids.id ORDER BY ${key} LIMIT 1) FROM ids WHERE ids.id IS NOT NULL
    )
    SELECT id AS "keyId", (SELECT count(*)::int FROM (SELECT FROM ${table} WHERE ${key} = ids.id LIMIT $1) AS counted) AS "values"
    FROM ids WHERE id IS NOT NULL`;
}

function isStale(sealed: SealedColumn): string {
  return `${escapeIdentifier(sealed.column)} IS NOT NULL AND ${escapeIdentifier(sealed.keyColumn)} IS DISTINCT FROM $1`;
}
