import Table from 'cli-table3';

const WIDEST = 60;

type Row = Readonly<Record<string, unknown>>;

/** An answer for people: a list is a table, anything else a list of its fields. */
export function asTable(answer: unknown): string {
  if (answer === null) return 'Done.';
  const list = listOf(answer);
  if (list !== null) return list.length === 0 ? 'None.' : tableOf(list);
  return typeof answer === 'object' ? fieldsOf(answer as Row) : cell(answer);
}

/** The rows of a page or a plain list; null where the answer is no list. */
export function listOf(answer: unknown): readonly Row[] | null {
  if (Array.isArray(answer)) return answer as Row[];
  if (typeof answer !== 'object' || answer === null) return null;
  const lists = Object.entries(answer).filter(([, value]) => Array.isArray(value));
  const others = Object.keys(answer).filter((name) => name !== 'next' && !Array.isArray((answer as Row)[name]));
  return lists.length === 1 && others.length === 0 ? (lists[0]?.[1] as Row[]) : null;
}

function tableOf(rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) =>
    rows.some((row) => isShort(row[name])),
  );
  const table = plainTable(names);
  for (const row of rows) table.push(names.map((name) => cell(row[name])));
  return table.toString();
}

/** Rows with nothing cut off; the last two columns are broken into lines. */
export function wrappedTable(rows: readonly object[]): string {
  const names = Object.keys(rows[0] ?? {});
  const texts = rows.map((row) => names.map((name) => withoutControls(String((row as Row)[name]))));
  const widths = names.map((name, at) => Math.max(name.length, ...texts.map((row) => row[at]?.length ?? 0)));
  const table = plainTable(
    names,
    widths.map((width, at) => (at < names.length - 2 ? width : Math.min(width, WIDEST))),
  );
  for (const row of texts) table.push([...row]);
  return table.toString();
}

function fieldsOf(row: Row): string {
  const table = plainTable();
  for (const [name, value] of Object.entries(row)) {
    table.push([name, isShort(value) ? cell(value) : JSON.stringify(value, null, 2)]);
  }
  return table.toString();
}

function isShort(value: unknown): boolean {
  return value !== undefined && (value === null || typeof value !== 'object');
}

function cell(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '').replace(/^""$/, '');
  const plain = withoutControls(text);
  return plain.length > WIDEST ? `${plain.slice(0, WIDEST - 1)}…` : plain;
}

/** What customers have written could move the cursor of a terminal. */
function withoutControls(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '\u{FFFD}');
}

function plainTable(head: readonly string[] = [], widths: readonly number[] = []): Table.Table {
  const none = Object.fromEntries(
    [
      'top',
      'top-mid',
      'top-left',
      'top-right',
      'bottom',
      'bottom-mid',
      'bottom-left',
      'bottom-right',
      'left',
      'left-mid',
      'mid',
      'mid-mid',
      'right',
      'right-mid',
    ].map((place) => [place, '']),
  );
  return new Table({
    ...(head.length === 0 ? {} : { head: [...head] }),
    ...(widths.length === 0 ? {} : { colWidths: [...widths], wordWrap: true }),
    chars: { ...none, middle: '  ' },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
}
