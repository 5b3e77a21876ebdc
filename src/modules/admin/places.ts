import { InvalidInput } from '../../platform/errors/index.js';
import { cursorAfter, isStorableText } from '../../platform/http/index.js';

/** What a page ends with: where the next one begins, by the parts of the last entry's key, unless there is none. */
export function nextAfter(key: readonly string[] | undefined): { next?: string } {
  return key === undefined ? {} : { next: cursorAfter(JSON.stringify(key)) };
}

/** The key behind which a page begins; before all others on the first. @throws InvalidInput for a cursor of another list */
export function readKey(after: string, parts: number): string[] {
  const key: unknown = after === '' ? Array.from({ length: parts }, () => '') : parsed(after);
  if (Array.isArray(key) && key.length === parts && key.every(isText)) return key;
  throw new InvalidInput([{ key: 'cursor', message: 'is not a cursor of this list' }]);
}

function isText(part: unknown): part is string {
  return typeof part === 'string' && (part === '' || isStorableText(part));
}

function parsed(after: string): unknown {
  try {
    return JSON.parse(after);
  } catch {
    return null;
  }
}
