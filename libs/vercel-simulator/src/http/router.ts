import type { Answer } from './json-answer.js';
import { refusal } from './json-answer.js';

/** Values of the named segments of a path, decoded. */
export type PathValues = Readonly<Record<string, string>>;

/** One method at one path; `:name` takes a segment. */
export interface Route<Handler> {
  readonly method: string;
  readonly path: string;
  readonly handler: Handler;
}

/** A route that a request meets, or the refusal it meets instead. */
export type Match<Handler> =
  | { readonly matched: true; readonly handler: Handler; readonly values: PathValues }
  | { readonly matched: false; readonly refusal: Answer };

/** Finds the route of a request: 404 for an unknown path, 405 with `Allow` for an unknown method. */
export function matchRoute<Handler>(routes: readonly Route<Handler>[], method: string, path: string): Match<Handler> {
  const there = routes.flatMap((route) => {
    const values = matchPath(route.path, path);
    return values === undefined ? [] : [{ route, values }];
  });
  const hit = there.find(({ route }) => route.method === method);
  if (hit) return { matched: true, handler: hit.route.handler, values: hit.values };
  if (there.length === 0) return { matched: false, refusal: refusal(404, 'not_found', `nothing at ${path}`) };
  const allow = [...new Set(there.map(({ route }) => route.method))].join(', ');
  const refused = refusal(405, 'method_not_allowed', `${method} is not possible at ${path}`);
  return { matched: false, refusal: { ...refused, headers: { allow } } };
}

function matchPath(pattern: string, path: string): PathValues | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = decode(given[index] ?? '');
    if (segment.startsWith(':') && value) values[segment.slice(1)] = value;
    else if (segment !== value) return undefined;
  }
  return values;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
