/** A part of a list, as the REST core hands it out. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly pagination: { readonly count: number; readonly next: string | null; readonly prev: null };
}

const DEFAULT_LIMIT = 20;
const MAXIMUM_LIMIT = 100;

/** How many a page holds, or undefined for a limit that Vercel refuses. */
export function limitOf(text: string | undefined): number | undefined {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= MAXIMUM_LIMIT ? limit : undefined;
}

/** The items after the one of a token; undefined when nothing has that token (any more). */
export function pageOf<Item extends { readonly id: string }>(
  all: readonly Item[],
  { limit, from }: { readonly limit: number; readonly from: string | undefined },
): Page<Item> | undefined {
  const at = from === undefined ? -1 : all.findIndex(({ id }) => tokenOf(id) === from);
  if (from !== undefined && at < 0) return undefined;
  const items = all.slice(at + 1, at + 1 + limit);
  const last = items.at(-1);
  const hasMore = at + 1 + limit < all.length;
  return { items, pagination: { count: items.length, next: last && hasMore ? tokenOf(last.id) : null, prev: null } };
}

function tokenOf(id: string): string {
  return Buffer.from(`after ${id}`).toString('base64url');
}
