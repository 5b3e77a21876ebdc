import type { WireRequest } from '../transport/exchange.js';

/** A request that is written here: the SDK has no such call, or its function is too heavy for what it does. */
export interface PlainRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Segments, not encoded yet. */
  readonly path: readonly string[];
  /** What is undefined is left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly json?: object;
  readonly form?: Readonly<Record<string, string>>;
}

/** A request, or the reason why there is none to send. */
export type Written =
  { readonly ok: true; readonly request: WireRequest } | { readonly ok: false; readonly why: string };

/** Puts a request on the wire's form. */
export function plainRequest(serverURL: string, { method, path, query = {}, json, form }: PlainRequest): Written {
  if (path.some((segment) => !segment.isWellFormed())) return { ok: false, why: 'an id cannot stand in a path' };
  const url = new URL(`${serverURL}/${path.map(encodeURIComponent).join('/')}`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  if (form !== undefined) {
    const body = new URLSearchParams(form).toString();
    return { ok: true, request: { method, url, body, contentType: 'application/x-www-form-urlencoded' } };
  }
  const body = json === undefined ? {} : { body: JSON.stringify(json) };
  return { ok: true, request: { method, url, ...body } };
}
