const SIZE = 50;

/** A part of a list, with the way to the others. */
export interface Paged<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** The page that `?page=` names; the nearest one where there is none of that number. */
export function paged<T>(all: readonly T[], asked: unknown): Paged<T> {
  const pages = Math.max(1, Math.ceil(all.length / SIZE));
  const number = typeof asked === 'string' && /^\d{1,6}$/.test(asked) ? Number(asked) : 1;
  const page = Math.min(Math.max(1, number), pages);
  return { items: all.slice((page - 1) * SIZE, page * SIZE), page, pages, total: all.length };
}
