import type { ReplBlock, ReplText } from '#libs/vercel-contract';

/** The console's blocks as an answer carries them, without whatever else is in them; null unless each is one. */
export function readBlocks(value: unknown): readonly ReplBlock[] | null {
  return listOf(value, readBlock);
}

function readBlock(value: unknown): ReplBlock | null {
  const { type, children, header, rows } = fieldsOf(value);
  if (type === 'paragraph') {
    const texts = listOf(children, readText);
    return texts === null ? null : { type, children: texts };
  }
  if (type !== 'table') return null;
  const cells = listOf(rows, (row) => listOf(row, readText));
  const head = header === undefined ? [] : listOf(header, readText);
  if (cells === null || head === null) return null;
  return { type, rows: cells, ...(header === undefined ? {} : { header: head }) };
}

function readText(value: unknown): ReplText | null {
  const { type, text, color, href, bold, italic } = fieldsOf(value);
  if (type !== 'text' || typeof text !== 'string') return null;
  return {
    type,
    text,
    ...(typeof color === 'string' ? { color } : {}),
    ...(typeof href === 'string' ? { href } : {}),
    ...(typeof bold === 'boolean' ? { bold } : {}),
    ...(typeof italic === 'boolean' ? { italic } : {}),
  };
}

function listOf<T>(value: unknown, read: (item: unknown) => T | null): readonly T[] | null {
  if (!Array.isArray(value)) return null;
  const items = value.map(read);
  return items.every((item) => item !== null) ? items : null;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
