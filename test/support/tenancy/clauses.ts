import { isWord, type Node, type Nodes } from './nodes.js';

const TAIL = ['group', 'having', 'window', 'order', 'limit', 'offset', 'fetch', 'for', 'returning'];

/** Which keywords begin a clause, by the kind of statement; `set` first so that an UPDATE's alias ends there. */
export const CLAUSES = {
  select: ['from', 'where', ...TAIL],
  update: ['set', 'from', 'where', 'returning'],
  delete: ['using', 'where', 'returning'],
} as const;

/** The clauses of a query block by their keyword; what stands before the first one is `head`. */
export function clausesOf(nodes: Nodes, keywords: readonly string[]): ReadonlyMap<string, Nodes> {
  const clauses = new Map<string, Node[]>();
  let current: Node[] = [];
  clauses.set('head', current);
  nodes.forEach((node, index) => {
    const word = node.kind === 'word' ? node.value : '';
    if (!keywords.includes(word) || clauses.has(word) || isDistinctFrom(nodes, index)) {
      current.push(node);
      return;
    }
    current = [];
    clauses.set(word, current);
  });
  return clauses;
}

/** `a IS DISTINCT FROM b` is a comparison, not a FROM clause. */
function isDistinctFrom(nodes: Nodes, index: number): boolean {
  return isWord(nodes[index - 1], 'distinct') && isWord(nodes[index - 2], 'is', 'not');
}
