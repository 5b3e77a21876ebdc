import { type Examination, keyOf } from './examination.js';
import { readPrimary } from './from-clause.js';
import { asGroup, asName, isWord, type Nodes, splitCommas } from './nodes.js';
import { isQuery, type Scope, type Source } from './scope.js';

interface Insert {
  readonly target: Source;
  readonly columns: readonly string[] | null;
  readonly query: Nodes;
  readonly conflict: Nodes;
  readonly returning: Nodes;
}

/** What an INSERT holds besides its target: the query that feeds it, and clauses that see the target's columns. */
export interface InsertParts {
  readonly query: Nodes;
  readonly clauses: Nodes;
  readonly scope: Scope;
}

/** Examines the column list of an INSERT, and what it does to a row that is there already. */
export function examineInsertTarget(nodes: Nodes, examination: Examination, parent: Scope | null): InsertParts {
  const { target, columns, query, conflict, returning } = readInsert(nodes, examination);
  if (target.kind === 'tenant') {
    const key = keyOf(target.table);
    if (!columns?.includes(key)) examination.report(target.table, `is inserted into without the column ${key}`);
    examineConflict(target, conflict, examination);
  }
  const scope = examination.settle({ sources: [target], conditions: [], merges: [] }, [], parent);
  return { query, clauses: [...conflict, ...returning], scope };
}

function readInsert(nodes: Nodes, examination: Examination): Insert {
  const isTarget = (index: number): boolean => index >= 2 && asGroup(nodes[index]) !== null;
  const startsValues = (index: number): boolean =>
    isWord(nodes[index], 'values', 'select', 'with', 'default', 'overriding', 'table') || isTarget(index);
  const start = nodes.findIndex((_, index) => index > 2 && startsValues(index));
  const head = nodes.slice(2, start);
  const [target] = readPrimary(head, examination.catalog(new Set())).clause.sources;
  if (start < 0 || !target) throw new SyntaxError('an INSERT that is not understood');
  const list = asGroup(nodes[start]);
  const hasColumns = list !== null && !isQuery(list.nodes);
  const rest = nodes.slice(hasColumns ? start + 1 : start);
  const conflictAt = rest.findIndex((node, index) => isWord(node, 'on') && isWord(rest[index + 1], 'conflict'));
  const returningAt = rest.findIndex((node) => isWord(node, 'returning'));
  const end = returningAt < 0 ? rest.length : returningAt;
  const columns = hasColumns ? splitCommas(list.nodes).map(([name]) => asName(name) ?? '') : null;
  return {
    target,
    columns,
    query: withoutOptions(rest.slice(0, conflictAt < 0 ? end : conflictAt)),
    conflict: conflictAt < 0 ? [] : rest.slice(conflictAt + 2, end),
    returning: rest.slice(end),
  };
}

/** `OVERRIDING … VALUE` precedes the query, `DEFAULT VALUES` replaces it. */
function withoutOptions(nodes: Nodes): Nodes {
  if (isWord(nodes[0], 'default')) return [];
  return isWord(nodes[0], 'overriding') ? nodes.slice(3) : nodes;
}

/** A conflict on columns without the tenant's would update the row of whichever tenant has it. */
function examineConflict(target: Source, conflict: Nodes, examination: Examination): void {
  const update = conflict.findIndex((node, index) => isWord(node, 'update') && isWord(conflict[index - 1], 'do'));
  if (update < 0) return;
  const arbiter = asGroup(conflict[0])?.nodes ?? [];
  const constraint = isWord(conflict[1], 'constraint') ? (asName(conflict[2]) ?? '') : '';
  const key = keyOf(target.table);
  if (arbiter.some((column) => asName(column) === key) || constraint.includes('installation_id')) return;
  const whereAt = conflict.findIndex((node, index) => index > update && isWord(node, 'where'));
  const where = whereAt < 0 ? [] : conflict.slice(whereAt + 1);
  const excluded = examination.catalog(new Set()).derived('excluded');
  const clause = { sources: [target, excluded], conditions: [], merges: [] };
  if (examination.settle(clause, where, null).covered.has(target.id)) return;
  examination.report(target.table, `may be updated at a conflict with another tenant's row: ${key} is not part of it`);
}
