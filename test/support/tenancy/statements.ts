import { examineQuery } from './blocks.js';
import { Examination, type Problem } from './examination.js';
import { asGroup, asName, isOperator, isWord, type Node, type Nodes } from './nodes.js';
import { isQuery } from './scope.js';

/** Words behind which a query follows at once, in statements that only wrap it. */
const WRAPPERS = ['explain', 'prepare', 'declare', 'create', 'copy'];
const QUERIES = ['select', 'with', 'values', 'insert', 'update', 'delete', 'merge', 'table'];
const WHOLE_TABLES = ['truncate', 'copy', 'do', 'call'];
const TABLE_POSITIONS = ['from', 'join', 'into', 'update', 'table', 'only'];

/** Examines one statement; definitions, transactions and settings reach no rows. */
export function examineStatement(nodes: Nodes, tenantTables: ReadonlySet<string>): readonly Problem[] {
  const query = queryOf(nodes);
  if (query === null) return isWord(nodes[0], ...WHOLE_TABLES) ? wholeTables(nodes, tenantTables) : [];
  const examination = new Examination(tenantTables);
  examineQuery(query, { examination, parent: null, expressions: new Set() });
  return [...examination.problems, ...overlooked(query, examination, tenantTables)];
}

function queryOf(nodes: Nodes): Nodes | null {
  if (isQuery(nodes)) return nodes;
  if (!isWord(nodes[0], ...WRAPPERS)) return null;
  const group = asGroup(nodes[1]);
  if (isWord(nodes[0], 'copy')) return group && isQuery(group.nodes) ? group.nodes : null;
  const start = nodes.findIndex((node, index) => isWord(node, ...QUERIES) && mayPrecedeQuery(nodes, index));
  return start < 0 ? null : nodes.slice(start);
}

/** A trigger is created `BEFORE INSERT`, a table is created as such: only behind these words a query begins. */
function mayPrecedeQuery(nodes: Nodes, index: number): boolean {
  if (isWord(nodes[0], 'explain')) return index > 0;
  return isWord(nodes[index - 1], 'as', 'for');
}

function wholeTables(nodes: Nodes, tenantTables: ReadonlySet<string>): readonly Problem[] {
  const [command] = nodes;
  const text = flatten(nodes).map((node) => ('value' in node ? node.value : ''));
  const met = [...tenantTables].filter((table) => text.some((value) => new RegExp(`\\b${table}\\b`).test(value)));
  return met.map((table) => ({ table, problem: `is used whole by ${asName(command)?.toUpperCase()}` }));
}

/** A net below the analysis: a table that stands where only tables can stand must have been met by it. */
function overlooked(nodes: Nodes, examination: Examination, tenantTables: ReadonlySet<string>): readonly Problem[] {
  const flat = flatten(nodes);
  const tables = flat.flatMap((node, index) => {
    const name = asName(node);
    const isTable = isWord(flat[index - 1], ...TABLE_POSITIONS) && !isOperator(flat[index + 1], '.');
    return name !== null && isTable && tenantTables.has(name) ? [name] : [];
  });
  if (tables.length <= examination.met) return [];
  return [{ table: tables.join(', '), problem: 'is used in a way that the audit does not understand' }];
}

function flatten(nodes: Nodes): readonly Node[] {
  return nodes.flatMap((node) => (node.kind === 'group' ? flatten(node.nodes) : [node]));
}
