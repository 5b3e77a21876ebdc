/** One token of SQL; `value` is what it means: names folded as PostgreSQL folds them, quotes removed. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'operator';
  readonly value: string;
}

interface Rule {
  readonly kind: Token['kind'] | 'skip' | 'dollar';
  readonly pattern: RegExp;
}

const RULES: readonly Rule[] = [
  { kind: 'skip', pattern: /\s+|--[^\n]*/y },
  { kind: 'string', pattern: /(?:e|E)'(?:[^'\\]|\\[\s\S]|'')*'/y },
  { kind: 'string', pattern: /(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*'/y },
  { kind: 'quoted', pattern: /(?:[uU]&)?"(?:[^"]|"")*"/y },
  { kind: 'parameter', pattern: /\$\d+/y },
  { kind: 'dollar', pattern: /\$(?:[A-Za-z_]\w*)?\$/y },
  { kind: 'number', pattern: /(?:\d[\d_]*(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y },
  { kind: 'word', pattern: /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y },
  // PostgreSQL ends an operator before a sign: `a=-1`.
  { kind: 'operator', pattern: /[<>=]+(?=[-+])/y },
  { kind: 'operator', pattern: /::|:=|[()[\],;.:]|[-+*/<>=~!@#%^&|`?]+?(?=--|\/\*)|[-+*/<>=~!@#%^&|`?]+/y },
];

/** Splits SQL into tokens; comments are dropped, nested ones included. Throws on what PostgreSQL could not read either. */
export function tokenize(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    if (sql.startsWith('/*', at)) {
      at = endOfComment(sql, at);
      continue;
    }
    const { kind, text } = match(sql, at);
    at += text.length;
    if (kind === 'skip') continue;
    if (kind !== 'dollar') {
      tokens.push({ kind, value: valueOf(kind, text) });
      continue;
    }
    const end = sql.indexOf(text, at);
    if (end < 0) throw new SyntaxError(`a string without end at ${at}`);
    tokens.push({ kind: 'string', value: sql.slice(at, end) });
    at = end + text.length;
  }
  return tokens;
}

function match(sql: string, at: number): { kind: Rule['kind']; text: string } {
  for (const { kind, pattern } of RULES) {
    pattern.lastIndex = at;
    const text = pattern.exec(sql)?.[0];
    if (text) return { kind, text };
  }
  throw new SyntaxError(`cannot read ${sql.slice(at, at + 20)}`);
}

function endOfComment(sql: string, start: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(sql); mark; mark = marks.exec(sql)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  throw new SyntaxError(`a comment without end at ${start}`);
}

function valueOf(kind: Token['kind'], text: string): string {
  if (kind === 'word') return text.toLowerCase();
  if (kind === 'quoted') return text.slice(text.indexOf('"') + 1, -1).replaceAll('""', '"');
  return text;
}
