import { type Token, tokenize } from './tokens.js';

/** What stands between a pair of parentheses or brackets. */
export interface Group {
  readonly kind: 'group';
  readonly bracket: '(' | '[';
  readonly nodes: Nodes;
}

/** A token, or a group of them. */
export type Node = Token | Group;
export type Nodes = readonly Node[];

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

/** The statements of a text, parentheses nested. */
export function parseStatements(sql: string): readonly Nodes[] {
  const tokens = tokenize(sql);
  const { nodes, next } = collect(tokens, 0, null);
  if (next !== tokens.length) throw new SyntaxError('a parenthesis that nothing opened');
  return split(nodes, (node) => isOperator(node, ';')).filter((statement) => statement.length > 0);
}

function collect(tokens: readonly Token[], start: number, closer: string | null): { nodes: Nodes; next: number } {
  const nodes: Node[] = [];
  let at = start;
  while (at < tokens.length) {
    const token = tokens[at] as Token;
    at += 1;
    if (token.kind !== 'operator') nodes.push(token);
    else if (token.value === closer) return { nodes, next: at };
    else if (token.value === '(' || token.value === '[') {
      const inner = collect(tokens, at, CLOSERS[token.value] ?? null);
      nodes.push({ kind: 'group', bracket: token.value, nodes: inner.nodes });
      at = inner.next;
    } else nodes.push(token);
  }
  if (closer !== null) throw new SyntaxError('a parenthesis that nothing closes');
  return { nodes, next: at };
}

/** Whether a node is one of these keywords; a quoted name never is. */
export function isWord(node: Node | undefined, ...words: readonly string[]): boolean {
  return node?.kind === 'word' && words.includes(node.value);
}

export function isOperator(node: Node | undefined, value: string): boolean {
  return node?.kind === 'operator' && node.value === value;
}

/** A group in parentheses, or null. */
export function asGroup(node: Node | undefined): Group | null {
  return node?.kind === 'group' && node.bracket === '(' ? node : null;
}

/** A name, quoted or not, or null. */
export function asName(node: Node | undefined): string | null {
  return node?.kind === 'word' || node?.kind === 'quoted' ? node.value : null;
}

/** The parts between the separators, at this level of nesting. */
export function split(nodes: Nodes, isSeparator: (node: Node, index: number) => boolean): readonly Nodes[] {
  const parts: Node[][] = [[]];
  nodes.forEach((node, index) => {
    if (isSeparator(node, index)) parts.push([]);
    else parts.at(-1)?.push(node);
  });
  return parts;
}

/** The parts between commas. */
export function splitCommas(nodes: Nodes): readonly Nodes[] {
  return split(nodes, (node) => isOperator(node, ','));
}
