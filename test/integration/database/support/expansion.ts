import type { Part } from './schema-outline.js';

/**
 * What a version that knows only `before` could stumble over at `after`: it reads what is gone, writes what is refused by now, or leaves
 * empty what must not be. A check may take more values under its name than before; rules about new columns alone are no concern of it.
 */
export function burdensOf(before: readonly Part[], after: readonly Part[]): readonly string[] {
  const now = new Map(after.map((part) => [keyOf(part), part]));
  const then = new Set(before.map(keyOf));
  const known = new Set(before.map(({ table }) => table));
  const changed = before.flatMap((part) => changeOf(part, now.get(keyOf(part))));
  const added = after.filter((part) => known.has(part.table) && !then.has(keyOf(part)));
  const columns = added.filter(({ kind }) => kind === 'column');
  return [...changed, ...added.filter((part) => isBurden(part, columns)).map((part) => `${keyOf(part)} is new`)];
}

function changeOf(was: Part, is: Part | undefined): readonly string[] {
  if (is === undefined) return was.kind === 'column' ? [`${keyOf(was)} is gone`] : [];
  if (is.definition === was.definition || (was.kind === 'index' && !isUnique(is))) return [];
  const isLoosened = was.kind === 'column' && was.definition.replace(' NOT NULL', '') === is.definition;
  return isLoosened || isWidened(was, is) ? [] : [`${keyOf(was)} is another`];
}

function isBurden(part: Part, columns: readonly Part[]): boolean {
  const { kind, table, definition } = part;
  if (kind === 'column') return definition.includes(' NOT NULL') && !definition.includes(' DEFAULT ');
  if (kind === 'index' && !isUnique(part)) return false;
  return !columns.some((column) => column.table === table && new RegExp(`\\b${column.name}\\b`).test(definition));
}

function isUnique({ definition }: Part): boolean {
  return definition.startsWith('CREATE UNIQUE ');
}

function isWidened(was: Part, is: Part): boolean {
  const taken = literalsOf(was);
  const taking = new Set(literalsOf(is));
  return was.definition.startsWith('CHECK ') && taken.length > 0 && taken.every((literal) => taking.has(literal));
}

function literalsOf({ definition }: Part): readonly string[] {
  return definition.match(/'[^']*'/g) ?? [];
}

function keyOf({ table, kind, name }: Part): string {
  return `${kind} ${name} of ${table}`;
}
