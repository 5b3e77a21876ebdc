import { asGroup, isOperator, isWord, type Node, type Nodes, split, splitCommas } from './nodes.js';
import { asColumn, isConstant, isQuery, type Scope, type Source } from './scope.js';

/** What must hold for every row: `to` belongs to one tenant, at once or (`from`) when another source does. */
export interface Fact {
  readonly from: Source | null;
  readonly to: Source;
}

const COMPARING = ['is', 'in', 'like', 'ilike', 'between', 'similar', 'isnull', 'notnull', 'not'];
const COMPARISON = /^(?:[<>=!]+|~~?\*?|!~~?\*?|@>|<@)$/;

/** The facts that follow from a condition: those of every branch of an OR, those of any part of an AND. */
export function factsOf(condition: Nodes, scope: Scope): readonly Fact[] {
  const [only] = condition;
  const group = condition.length === 1 ? asGroup(only) : null;
  if (group && !isQuery(group.nodes)) return factsOf(group.nodes, scope);
  const branches = splitLogic(condition, 'or');
  if (branches.length > 1) return branches.map((branch) => factsOf(branch, scope)).reduce(inBoth);
  const parts = splitLogic(condition, 'and');
  if (parts.length > 1) return parts.flatMap((part) => factsOf(part, scope));
  return comparisonFacts(condition, scope);
}

function inBoth(left: readonly Fact[], right: readonly Fact[]): readonly Fact[] {
  return left.filter((fact) => right.some(({ from, to }) => from?.id === fact.from?.id && to.id === fact.to.id));
}

/** Splits at a keyword; the AND of a BETWEEN and what stands inside CASE … END belong to their operands. */
function splitLogic(nodes: Nodes, word: 'and' | 'or'): readonly Nodes[] {
  let cases = 0;
  let betweens = 0;
  return split(nodes, (node) => {
    if (isWord(node, 'case')) cases += 1;
    if (isWord(node, 'end')) cases -= 1;
    if (cases > 0) return false;
    if (isWord(node, 'between')) betweens += 1;
    if (!isWord(node, word)) return false;
    if (word === 'or' || betweens === 0) return true;
    betweens -= 1;
    return false;
  });
}

function comparisonFacts(condition: Nodes, scope: Scope): readonly Fact[] {
  const at = condition.findIndex(compares);
  const operator = condition[at];
  const left = condition.slice(0, at);
  const right = condition.slice(at + 1);
  if (at < 1 || right.some(compares)) return [];
  if (isWord(operator, 'in')) return membershipFacts(left, right, scope);
  if (!isOperator(operator, '=')) return [];
  if (isWord(right[0], 'any', 'some')) return anyFacts(left, right, scope);
  const leftRow = asRow(left);
  const rightRow = asRow(right);
  if (leftRow && rightRow) return leftRow.flatMap((part, index) => pairFacts(part, rightRow[index] ?? [], scope));
  return pairFacts(left, right, scope);
}

function compares(node: Node): boolean {
  return isWord(node, ...COMPARING) || (node.kind === 'operator' && COMPARISON.test(node.value));
}

function pairFacts(left: Nodes, right: Nodes, scope: Scope): readonly Fact[] {
  const a = asColumn(left, scope);
  const b = asColumn(right, scope);
  if (a && b) return [...follow(a.sources, b.sources), ...follow(b.sources, a.sources)];
  if (a && isConstant(right)) return bind(a.sources);
  return b && isConstant(left) ? bind(b.sources) : [];
}

function follow(from: readonly Source[], to: readonly Source[]): readonly Fact[] {
  return from.flatMap((each) => to.map((target) => ({ from: each.kind === 'derived' ? null : each, to: target })));
}

function bind(sources: readonly Source[]): readonly Fact[] {
  return sources.map((to) => ({ from: null, to }));
}

function anyFacts(left: Nodes, right: Nodes, scope: Scope): readonly Fact[] {
  const list = asGroup(right[1]);
  if (!list || right.length > 2 || !(isQuery(list.nodes) || isConstant(list.nodes))) return [];
  return bind(asColumn(left, scope)?.sources ?? []);
}

function membershipFacts(left: Nodes, right: Nodes, scope: Scope): readonly Fact[] {
  const list = asGroup(right[0]);
  if (!list || right.length > 1) return [];
  const columns = asRow(left) ?? [left];
  const rows = splitCommas(list.nodes).map((item) => asRow(item) ?? [item]);
  return columns.flatMap((column, index) => {
    const isBound = isQuery(list.nodes) || rows.every((row) => isConstant(row[index] ?? []));
    return isBound ? bind(asColumn(column, scope)?.sources ?? []) : [];
  });
}

/** The parts of `(a, b)` or `ROW(a, b)`. */
function asRow(nodes: Nodes): readonly Nodes[] | null {
  const bare = isWord(nodes[0], 'row') ? nodes.slice(1) : nodes;
  const group = bare.length === 1 ? asGroup(bare[0]) : null;
  if (!group || isQuery(group.nodes)) return null;
  const parts = splitCommas(group.nodes);
  return parts.length > 1 ? parts : null;
}
