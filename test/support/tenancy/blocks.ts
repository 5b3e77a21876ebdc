import { CLAUSES, clausesOf } from './clauses.js';
import type { Examination } from './examination.js';
import { readFrom, readPrimary } from './from-clause.js';
import { examineInsertTarget } from './inserts.js';
import { asGroup, asName, isWord, type Nodes, split } from './nodes.js';
import { isQuery, type Scope } from './scope.js';

/** Where a query stands: the blocks around it, and the common table expressions that it sees. */
export interface Context {
  readonly examination: Examination;
  readonly parent: Scope | null;
  readonly expressions: ReadonlySet<string>;
}

/** Examines a query with everything inside it. */
export function examineQuery(nodes: Nodes, context: Context): void {
  if (!isWord(nodes[0], 'with')) return examineBody(nodes, context);
  const isRecursive = isWord(nodes[1], 'recursive');
  const expressions = new Set(context.expressions);
  let at = isRecursive ? 2 : 1;
  for (;;) {
    const name = asName(nodes[at]) ?? '';
    const end = nodes.findIndex((_, index) => index > at && isBody(nodes, index));
    if (end < 0) throw new SyntaxError('a WITH clause that is not understood');
    const visible = isRecursive ? new Set([...expressions, name]) : new Set(expressions);
    examineQuery(asGroup(nodes[end])?.nodes ?? [], { ...context, expressions: visible });
    expressions.add(name);
    const next = nodes.findIndex((_, index) => index > end && (isComma(nodes, index) || startsBody(nodes, index)));
    if (next < 0) throw new SyntaxError('a WITH clause without a query');
    if (!isComma(nodes, next)) return examineBody(nodes.slice(next), { ...context, expressions });
    at = next + 1;
  }
}

/** The group behind `AS`, `AS MATERIALIZED` or `AS NOT MATERIALIZED`. */
function isBody(nodes: Nodes, index: number): boolean {
  return asGroup(nodes[index]) !== null && isWord(nodes[index - 1], 'as', 'materialized');
}

function isComma(nodes: Nodes, index: number): boolean {
  const node = nodes[index];
  return node?.kind === 'operator' && node.value === ',';
}

/** A SEARCH or CYCLE clause may stand between the expressions and the query. */
function startsBody(nodes: Nodes, index: number): boolean {
  return (
    isWord(nodes[index], 'select', 'insert', 'update', 'delete', 'merge', 'values', 'table') ||
    asGroup(nodes[index]) !== null
  );
}

function examineBody(nodes: Nodes, context: Context): void {
  const first = asName(nodes[0]);
  if (first === 'insert') return examineInsert(nodes, context);
  if (first === 'update') return examineUpdate(nodes, context);
  if (first === 'delete') return examineDelete(nodes, context);
  if (first === 'merge') return examineMerge(nodes, context);
  for (const part of split(nodes, (node) => isWord(node, 'union', 'intersect', 'except'))) examineSelect(part, context);
}

function examineSelect(part: Nodes, context: Context): void {
  const block = isWord(part[0], 'all') || isWord(part[0], 'distinct') ? part.slice(1) : part;
  const { examination, parent, expressions } = context;
  const group = asGroup(block[0]);
  if (group && isQuery(group.nodes)) return examineParts(block, parent, context);
  if (isWord(block[0], 'table')) {
    readFrom(block.slice(1), examination.catalog(expressions));
    const name = asName(block[1]) ?? '';
    if (examination.isTenantTable(undefined, name)) examination.report(name, 'is read whole');
    return;
  }
  const clauses = clausesOf(block, CLAUSES.select);
  const clause = readFrom(clauses.get('from') ?? [], examination.catalog(expressions));
  examineParts(block, examination.examine(clause, clauses.get('where') ?? [], parent, 'read'), context);
}

function examineInsert(nodes: Nodes, context: Context): void {
  const { query, clauses, scope } = examineInsertTarget(nodes, context.examination, context.parent);
  if (query.length > 0) examineQuery(query, context);
  examineParts(clauses, scope, context);
}

function examineUpdate(nodes: Nodes, context: Context): void {
  const clauses = clausesOf(nodes.slice(1), CLAUSES.update);
  examineTarget(clauses.get('from') ?? [], clauses, nodes, context);
}

function examineDelete(nodes: Nodes, context: Context): void {
  const clauses = clausesOf(nodes.slice(2), CLAUSES.delete);
  examineTarget(clauses.get('using') ?? [], clauses, nodes, context);
}

function examineTarget(others: Nodes, clauses: ReadonlyMap<string, Nodes>, nodes: Nodes, context: Context): void {
  const { examination, parent, expressions } = context;
  // A target is always a table, whatever the common table expressions are called.
  const { clause } = readPrimary(clauses.get('head') ?? [], examination.catalog(new Set()));
  const from = readFrom(others, examination.catalog(expressions));
  const all = { ...from, sources: [...clause.sources, ...from.sources] };
  examineParts(nodes, examination.examine(all, clauses.get('where') ?? [], parent, 'written'), context);
}

function examineMerge(nodes: Nodes, context: Context): void {
  const { examination, parent, expressions } = context;
  const using = nodes.findIndex((node) => isWord(node, 'using'));
  const on = nodes.findIndex((node) => isWord(node, 'on'));
  const when = nodes.findIndex((node) => isWord(node, 'when'));
  const { clause } = readPrimary(nodes.slice(2, using), examination.catalog(new Set()));
  const from = readFrom(nodes.slice(using + 1, on), examination.catalog(expressions));
  const all = { ...from, sources: [...clause.sources, ...from.sources] };
  examineParts(nodes, examination.examine(all, nodes.slice(on + 1, when), parent, 'written'), context);
  const insert = nodes.findIndex((node) => isWord(node, 'insert'));
  const columns = asGroup(nodes[insert + 1])?.nodes ?? [];
  for (const { kind, table, key } of clause.sources) {
    if (insert < 0 || kind !== 'tenant' || columns.some((column) => asName(column) === key)) continue;
    examination.report(table, `is inserted into without the column ${key}`);
  }
}

/** Examines the queries that stand in parentheses anywhere in these nodes. */
function examineParts(nodes: Nodes, parent: Scope | null, context: Context): void {
  for (const node of nodes) {
    if (node.kind !== 'group') continue;
    if (isQuery(node.nodes)) examineQuery(node.nodes, { ...context, parent });
    else examineParts(node.nodes, parent, context);
  }
}
