import { asGroup, asName, isOperator, isWord, type Nodes, splitCommas } from './nodes.js';
import { isQuery, type Source } from './scope.js';

/** An ON condition, and the sources that it filters: an outer join keeps the rows of its other side. */
export interface JoinCondition {
  readonly condition: Nodes;
  readonly filters: readonly Source[];
}

/** A USING clause on the tenant's column, with the sources of either side that have it. */
export interface Merge {
  readonly left: readonly Source[];
  readonly right: readonly Source[];
  readonly filters: readonly Source[];
}

/** What a FROM clause says. */
export interface FromClause {
  readonly sources: readonly Source[];
  readonly conditions: readonly JoinCondition[];
  readonly merges: readonly Merge[];
}

/** Makes a source of a table name, which may be a common table expression or a tenant's table. */
export interface Catalog {
  table(path: readonly string[], alias: string | null): Source;
  derived(alias: string | null): Source;
}

type Side = 'both' | 'left' | 'right' | 'none';

const NOT_AN_ALIAS = [
  'join',
  'left',
  'right',
  'inner',
  'full',
  'cross',
  'natural',
  'on',
  'using',
  'set',
  'tablesample',
];
const NOTHING: FromClause = { sources: [], conditions: [], merges: [] };

/** Reads the list behind FROM, or behind the USING of a DELETE. */
export function readFrom(nodes: Nodes, catalog: Catalog): FromClause {
  if (nodes.length === 0) return NOTHING;
  return splitCommas(nodes)
    .map((chain) => readChain(chain, catalog))
    .reduce(both, NOTHING);
}

/** Reads one table with its alias; `length` nodes belong to it. */
export function readPrimary(nodes: Nodes, catalog: Catalog): { clause: FromClause; length: number } {
  const start = isWord(nodes[0], 'lateral', 'only') ? 1 : 0;
  const group = asGroup(nodes[start]);
  const isJoin = group !== null && !isQuery(group.nodes) && !isWord(nodes[start - 1], 'only');
  if (group && isJoin) return { clause: readFrom(group.nodes, catalog), length: start + 1 };
  const path = group && isWord(nodes[start - 1], 'only') ? pathOf(group.nodes) : pathOf(nodes.slice(start));
  if (!group && path.length === 0) throw new SyntaxError('a table is missing');
  let at = start + (group ? 1 : path.length * 2 - 1);
  const isFunction = !group && asGroup(nodes[at]) !== null;
  if (isFunction) at += 1;
  if (isWord(nodes[at], 'with')) at += 2;
  if (isOperator(nodes[at], '*')) at += 1;
  const alias = readAlias(nodes, at);
  const isDerived = isFunction || path.length === 0;
  const source = isDerived ? catalog.derived(alias.name ?? path.at(-1) ?? null) : catalog.table(path, alias.name);
  return { clause: { ...NOTHING, sources: [source] }, length: alias.next };
}

function readAlias(nodes: Nodes, start: number): { name: string | null; next: number } {
  const at = isWord(nodes[start], 'as') ? start + 1 : start;
  const name = isWord(nodes[at], ...NOT_AN_ALIAS) ? null : asName(nodes[at]);
  let next = name === null ? at : at + 1;
  if (name !== null && asGroup(nodes[next])) next += 1;
  if (isWord(nodes[next], 'tablesample')) next += 3;
  return { name, next };
}

function pathOf(nodes: Nodes): readonly string[] {
  const name = asName(nodes[0]);
  if (name === null) return [];
  return isOperator(nodes[1], '.') ? [name, ...pathOf(nodes.slice(2))] : [name];
}

function readChain(nodes: Nodes, catalog: Catalog): FromClause {
  const first = readPrimary(nodes, catalog);
  let clause = first.clause;
  let at = first.length;
  while (at < nodes.length) {
    const step = joinAt(nodes, at);
    if (!step) throw new SyntaxError('a FROM clause that is not understood');
    at += step.length;
    const right = readPrimary(nodes.slice(at), catalog);
    at += right.length;
    const end = nodes.findIndex((_, index) => index >= at && joinAt(nodes, index) !== null);
    const tail = nodes.slice(at, end < 0 ? nodes.length : end);
    clause = join(clause, right.clause, step.side, tail);
    at += tail.length;
  }
  return clause;
}

function joinAt(nodes: Nodes, start: number): { side: Side; length: number } | null {
  let at = start;
  if (isWord(nodes[at], 'natural')) at += 1;
  const kind = isWord(nodes[at], 'inner', 'cross', 'left', 'right', 'full') ? asName(nodes[at]) : null;
  if (kind !== null) at += 1;
  if (isWord(nodes[at], 'outer')) at += 1;
  if (!isWord(nodes[at], 'join')) return null;
  const sides: Readonly<Record<string, Side>> = { left: 'right', right: 'left', full: 'none' };
  return { side: sides[kind ?? ''] ?? 'both', length: at + 1 - start };
}

function join(left: FromClause, right: FromClause, side: Side, tail: Nodes): FromClause {
  const filters = [...(side === 'both' || side === 'left' ? left.sources : [])];
  if (side === 'both' || side === 'right') filters.push(...right.sources);
  const clause = both(left, right);
  if (isWord(tail[0], 'on')) {
    return { ...clause, conditions: [...clause.conditions, { condition: tail.slice(1), filters }] };
  }
  const columns = isWord(tail[0], 'using') ? (asGroup(tail[1])?.nodes ?? []) : [];
  if (!columns.some((column) => asName(column) === 'installation_id')) return clause;
  const merge = { left: withKey(left.sources), right: withKey(right.sources), filters };
  return { ...clause, merges: [...clause.merges, merge] };
}

function withKey(sources: readonly Source[]): readonly Source[] {
  return sources.filter(({ key, kind }) => kind === 'derived' || key === 'installation_id');
}

function both(left: FromClause, right: FromClause): FromClause {
  return {
    sources: [...left.sources, ...right.sources],
    conditions: [...left.conditions, ...right.conditions],
    merges: [...left.merges, ...right.merges],
  };
}
