import { asGroup, asName, isOperator, isWord, type Nodes } from './nodes.js';

/** Something that a FROM clause names. `key` is the column that tells the tenant; only tables of a tenant have one. */
export interface Source {
  readonly id: number;
  readonly alias: string;
  /** `derived`: a common table expression, sub-query, function or VALUES, which is examined where it stands. */
  readonly kind: 'tenant' | 'derived' | 'other';
  readonly table: string;
  readonly key: string | null;
}

/** What the names of one query block can mean; `covered` holds the sources of outer blocks that are bound to a tenant. */
export interface Scope {
  readonly sources: readonly Source[];
  readonly parent: Scope | null;
  /** Ids of sources of this block whose key columns a USING clause made one. */
  readonly merged: ReadonlySet<number>;
  readonly covered: Set<number>;
}

/** A column as it stands in a condition; `sources` are those whose tenant key it is, none for any other column. */
export interface ColumnReference {
  readonly sources: readonly Source[];
}

const DERIVED_KEYS = new Set(['installation_id', 'id']);
const CONSTANT_WORDS = ['true', 'false', 'null', 'current_date', 'current_timestamp', 'current_user', 'session_user'];
const QUERY_WORDS = ['select', 'with', 'values', 'table', 'insert', 'update', 'delete', 'merge'];

/** Whether nodes are a query: then they are examined as a block of their own. */
export function isQuery(nodes: Nodes): boolean {
  const [first] = nodes;
  const group = asGroup(first);
  return isWord(first, ...QUERY_WORDS) || (group !== null && isQuery(group.nodes));
}

/** Reads `name`, `alias.name` or `schema.table.name`, with casts; null when the nodes are something else. */
export function asColumn(nodes: Nodes, scope: Scope): ColumnReference | null {
  const names = namePath(withoutCasts(nodes));
  const column = names?.at(-1);
  if (!names || column === undefined) return null;
  const alias = names.at(-2);
  return { sources: alias === undefined ? findByColumn(column, scope) : findByAlias(alias, column, scope) };
}

/** Whether nodes are a value that no row decides: parameters, literals, functions of them, or a scalar sub-query. */
export function isConstant(nodes: Nodes): boolean {
  const bare = withoutCasts(nodes);
  if (bare.length === 0) return false;
  return bare.every((node, index) => {
    if (node.kind === 'group') {
      const follows = asName(bare[index - 1]) !== null;
      return isQuery(node.nodes) || (follows && node.nodes.length === 0) || isConstantList(node.nodes);
    }
    if (node.kind === 'word' || node.kind === 'quoted') {
      return isWord(node, ...CONSTANT_WORDS, 'as') || bare[index + 1]?.kind === 'group' || isTypeOfCast(bare, index);
    }
    return true;
  });
}

function isConstantList(nodes: Nodes): boolean {
  return isConstant(nodes.filter((node) => !isOperator(node, ',')));
}

/** In `CAST($1 AS text)` the type stands where a column could. */
function isTypeOfCast(nodes: Nodes, index: number): boolean {
  return isWord(nodes[index - 1], 'as');
}

function withoutCasts(nodes: Nodes): Nodes {
  const [only] = nodes;
  const group = nodes.length === 1 ? asGroup(only) : null;
  if (group && !isQuery(group.nodes)) return withoutCasts(group.nodes);
  const cast = nodes.findIndex((node) => isOperator(node, '::'));
  if (cast < 0) return nodes;
  const isType = nodes
    .slice(cast + 1)
    .every((node) => node.kind !== 'operator' || isOperator(node, '::') || isOperator(node, '.'));
  return isType ? withoutCasts(nodes.slice(0, cast)) : nodes;
}

function namePath(nodes: Nodes): readonly string[] | null {
  const names: string[] = [];
  for (const [index, node] of nodes.entries()) {
    const name = asName(node);
    if (index % 2 === 1 ? !isOperator(node, '.') : name === null) return null;
    if (name !== null) names.push(name);
  }
  const isLiteral = nodes.length === 1 && isWord(nodes[0], ...CONSTANT_WORDS);
  return nodes.length % 2 === 1 && !isLiteral ? names : null;
}

function findByAlias(alias: string, column: string, scope: Scope | null): readonly Source[] {
  if (scope === null) return [];
  const source = scope.sources.find((candidate) => candidate.alias === alias);
  if (!source) return findByAlias(alias, column, scope.parent);
  const isKey = source.kind === 'derived' ? DERIVED_KEYS.has(column) : source.key === column;
  return isKey ? [source] : [];
}

function findByColumn(column: string, scope: Scope | null): readonly Source[] {
  if (scope === null || !DERIVED_KEYS.has(column)) return [];
  const { sources, merged } = scope;
  if (sources.length === 0) return findByColumn(column, scope.parent);
  const [only] = sources;
  if (column === 'id')
    return sources.length === 1 && only && (only.key === 'id' || only.kind === 'derived') ? [only] : [];
  const holders = sources.filter(({ key }) => key === column);
  if (holders.length > 1) return holders.filter(({ id }) => merged.has(id));
  if (holders.length === 1) return holders;
  const derived = sources.filter(({ kind }) => kind === 'derived');
  return sources.length === 1 ? derived : [];
}
