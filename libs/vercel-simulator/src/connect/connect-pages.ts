import { type Answer, refusal } from '../http/json-answer.js';
import type { ReadRequest } from '../http/read-request.js';
import { matchRoute, type PathValues, type Route } from '../http/router.js';
import type { ConnectDesk } from './connect-desk.js';
import type { ConnectionBook } from './connection-book.js';

const CLOSED =
  '<!doctype html><html lang="en"><title>Connected</title><h1>Connected</h1><p>You can close this window.</p></html>';

/** What the pages of the connect flow work on. */
export interface ConnectPageParts {
  readonly desk: ConnectDesk;
  readonly book: ConnectionBook;
  readonly slug: string;
}

type Page = (parts: ConnectPageParts, request: ReadRequest, values: PathValues) => Answer;

const ROUTES: readonly Route<Page>[] = [
  { method: 'GET', path: '/integrations/:slug/new', handler: begin },
  { method: 'GET', path: '/integrations/:slug/done/:flow', handler: end },
];

/** Whether a path is one of the connect flow's. */
export function isConnectPath(path: string): boolean {
  return path.startsWith('/integrations/');
}

/** Where a connection is begun from the provider's side, and where its popup ends. */
export function serveConnectPage(parts: ConnectPageParts, request: ReadRequest): Answer {
  const match = matchRoute(ROUTES, request.method, request.path);
  if (!match.matched) return match.refusal;
  if (match.values['slug'] !== parts.slug) return refusal(404, 'not_found', 'there is no such integration');
  return match.handler(parts, request, match.values);
}

/** `GET /integrations/{slug}/new?state=`: the first team's browser goes to the redirect URL, or that of the one named in `team`. */
function begin({ desk, book }: ConnectPageParts, { query }: ReadRequest): Answer {
  const wanted = query['team'];
  const owner = [...book.owners.values()].find(
    ({ name, id }) => wanted === undefined || wanted === name || wanted === id,
  );
  if (owner === undefined) return refusal(404, 'not_found', 'there is no such team');
  const state = [query['state'] ?? []].flat().at(-1);
  const { address } = desk.open(owner, { source: 'external', ...(state !== undefined && { state }) });
  return { status: 302, headers: { location: address } };
}

/** `next`: the popup closes. */
function end({ desk }: ConnectPageParts, _request: ReadRequest, values: PathValues): Answer {
  const flow = desk.end(values['flow'] ?? '');
  if (flow === undefined) return refusal(404, 'not_found', 'there is no such flow');
  return { status: 200, html: CLOSED };
}
