/** One command of a shell text: its words without quotes, and without what is set for it alone. */
export type Words = readonly string[];

interface Reading {
  readonly commands: string[][];
  words: string[];
  /** Undefined between words. */
  word: string | undefined;
}

const ENDS = new Set([';', '&', '|', '\n', '(', ')']);
const REDIRECTION = /^\d*[<>]/;
const KEYWORDS = new Set(['for', 'do', 'done', 'if', 'then', 'fi', 'while', 'export']);

/** The commands of a text, in order: also those behind `&&`, in a pipe, in a loop and in `$(…)`; assignments and comments are none. */
export function commandsOf(text: string): readonly Words[] {
  const reading: Reading = { commands: [], words: [], word: undefined };
  let rest = text.replaceAll('\\\n', ' ');
  while (rest !== '') rest = rest.slice(step(reading, rest));
  endCommand(reading);
  return reading.commands.map(withoutSettings).filter((words) => words.length > 0);
}

/** Reads what comes next, and says how long it was. */
function step(reading: Reading, rest: string): number {
  const [first = ''] = rest;
  if (first === '#' && reading.word === undefined) return rest.search(/\n|$/);
  const quoted = /^'([^']*)'|^"((?:[^"\\]|\\.)*)"/.exec(rest);
  if (quoted !== null) {
    reading.word = (reading.word ?? '') + (quoted[1] ?? quoted[2] ?? '');
    for (const [, inner = ''] of (quoted[2] ?? '').matchAll(/\$\(([^()]*)\)/g)) reading.commands.push(...split(inner));
    return quoted[0].length;
  }
  const inner = /^\$\(([^()]*)\)/.exec(rest);
  if (inner !== null) {
    reading.commands.push(...split(inner[1] ?? ''));
    reading.word = `${reading.word ?? ''}$()`;
    return inner[0].length;
  }
  if (ENDS.has(first)) endCommand(reading);
  else if (/\s/.test(first)) endWord(reading);
  else reading.word = (reading.word ?? '') + first;
  return 1;
}

function split(text: string): string[][] {
  return commandsOf(text).map((words) => [...words]);
}

function endWord(reading: Reading): void {
  if (reading.word !== undefined) reading.words.push(reading.word);
  reading.word = undefined;
}

function endCommand(reading: Reading): void {
  endWord(reading);
  if (reading.words.length > 0) reading.commands.push(reading.words);
  reading.words = [];
}

function withoutSettings(words: readonly string[]): Words {
  const [first = ''] = words;
  if (first === 'for') return [];
  if (KEYWORDS.has(first) || /^[A-Za-z_]\w*=/.test(first)) return withoutSettings(words.slice(1));
  return words.filter((word, index) => !REDIRECTION.test(word) && !/^\d*[<>]+$/.test(words[index - 1] ?? ''));
}

/** What a text sets for the commands behind it. */
export function settingsOf(text: string): Readonly<Record<string, string>> {
  const found = text.matchAll(/(?:^|[;\s])([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\S*)/gm);
  return Object.fromEntries(
    [...found].map(([, name = '', value = '']) => [name, value.replaceAll(/^["']|["']$/g, '')]),
  );
}
