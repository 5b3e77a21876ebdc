import { isStorableText } from '../../../platform/http/index.js';

/** The ids of a repeated `?ids=`; undefined when there are none, ids that nothing can have are left out. */
export function readIdsQuery(query: unknown): readonly string[] | undefined {
  if (query === undefined) return undefined;
  const ids: readonly unknown[] = Array.isArray(query) ? query : [query];
  return ids.filter((id): id is string => typeof id === 'string' && isStorableText(id));
}
