import type { ReplBlock, ReplText } from '#libs/vercel-contract';

const RED = '#ff0000';
const GREY = '#888888';
const LONGEST_LINE = 4_000;

/** What a statement gave, as far as the console's limits let it through. */
export interface ConsoleResult {
  /** Undefined for a statement without a result set. */
  readonly columns: readonly string[] | undefined;
  readonly rows: readonly (readonly ReplText[])[];
  readonly notices: readonly string[];
  /** PostgreSQL's command tag, such as `INSERT 0 1`; undefined when the rows were cut. */
  readonly tag: string | undefined;
}

/** One cell; NULL looks unlike the text "NULL". */
export function cell(value: string | null): ReplText {
  return value === null ? { type: 'text', text: 'NULL', italic: true, color: GREY } : { type: 'text', text: value };
}

/** Notices first, as they came; then the rows; then what was done. */
export function resultBlocks(result: ConsoleResult): readonly ReplBlock[] {
  const notices = result.notices.map((notice) => line({ text: notice, color: GREY }));
  return [...notices, ...table(result), line({ text: summary(result) })];
}

/** Each line as a paragraph in red. */
export function errorBlocks(lines: readonly string[]): readonly ReplBlock[] {
  return lines.map((text) => line({ text, color: RED }));
}

function table({ columns, rows }: ConsoleResult): readonly ReplBlock[] {
  if (columns === undefined || columns.length === 0) return [];
  return [{ type: 'table', header: columns.map((text) => ({ type: 'text', text, bold: true })), rows }];
}

function summary({ columns, rows, tag }: ConsoleResult): string {
  if (tag === undefined) return `Output truncated: only the first ${counted(rows.length)} shown.`;
  return columns === undefined || !tag.startsWith('SELECT') ? tag : `(${counted(rows.length)})`;
}

function counted(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`;
}

function line(text: Omit<ReplText, 'type'>): ReplBlock {
  return { type: 'paragraph', children: [{ type: 'text', ...text, text: text.text.slice(0, LONGEST_LINE) }] };
}
