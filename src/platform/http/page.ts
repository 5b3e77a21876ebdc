import { InvalidInput } from '../errors/index.js';
import { isStorableText } from './json-body.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** Which page of a list: the ids after `after`, at most `limit` of them. */
export interface Page {
  readonly after: string;
  readonly limit: number;
}

/** Reads `?cursor=` and `?limit=` (1 to 200, 50 when absent). */
export function readPage(query: { readonly cursor?: unknown; readonly limit?: unknown }): Page {
  return { after: readCursor(query.cursor), limit: readLimit(query.limit) };
}

/** The cursor behind the last id of a page; opaque to the caller. */
export function cursorAfter(id: string): string {
  return Buffer.from(id, 'utf8').toString('base64url');
}

function readCursor(cursor: unknown): string {
  if (cursor === undefined) return '';
  const id = typeof cursor === 'string' ? Buffer.from(cursor, 'base64url').toString('utf8') : '';
  if (id !== '' && isStorableText(id) && cursorAfter(id) === cursor) return id;
  throw new InvalidInput([{ key: 'cursor', message: 'is not a cursor of this list' }]);
}

function readLimit(limit: unknown): number {
  if (limit === undefined) return DEFAULT_LIMIT;
  const number = typeof limit === 'string' && /^[0-9]{1,4}$/.test(limit) ? Number(limit) : 0;
  if (number >= 1 && number <= MAX_LIMIT) return number;
  throw new InvalidInput([{ key: 'limit', message: `must be a whole number from 1 to ${MAX_LIMIT}` }]);
}
