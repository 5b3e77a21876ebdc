import type { ConnectDesk } from '../connect/connect-desk.js';
import { type Answer, refusal } from '../http/json-answer.js';
import type { ReadRequest } from '../http/read-request.js';
import { matchRoute, type PathValues, type Route } from '../http/router.js';
import type { ImportDesk } from '../import/import-desk.js';
import type { VercelRecord } from '../record/vercel-record.js';
import type { SsoDesk } from '../sso/sso-desk.js';
import { html } from './html.js';
import { pageAnswer } from './layout.js';

/** What a browser's journeys to the provider and back work on. */
export interface JourneyParts {
  readonly record: VercelRecord;
  readonly sso: SsoDesk;
  readonly connect: ConnectDesk;
  readonly imports: ImportDesk;
  readonly slug: string;
}

type Journey = (parts: JourneyParts, request: ReadRequest, values: PathValues) => Answer;

const ROUTES: readonly Route<Journey>[] = [
  { method: 'GET', path: '/sso/integrations/:slug/:installationId', handler: signIn },
  { method: 'GET', path: '/integrations/:slug/new', handler: beginConnection },
  { method: 'GET', path: '/integrations/:slug/done/:flow', handler: endConnection },
  { method: 'GET', path: '/integrations/:slug/imported', handler: endImport },
];

/** Whether a path is one to which providers send browsers. */
export function isJourney(path: string): boolean {
  return path.startsWith('/sso/') || path.startsWith('/integrations/');
}

/** The addresses of Vercel's dashboard to which providers send browsers. */
export function serveJourney(parts: JourneyParts, request: ReadRequest): Answer {
  const match = matchRoute(ROUTES, request.method, request.path);
  if (!match.matched) return match.refusal;
  if (match.values['slug'] !== parts.slug) return refusal(404, 'not_found', 'there is no such integration');
  return match.handler(parts, request, match.values);
}

/** `GET /sso/integrations/{slug}/{installationId}?…`: the team's first member is signed in, and is sent back with what was brought. */
function signIn({ record, sso }: JourneyParts, { query }: ReadRequest, values: PathValues): Answer {
  const installation = record.find(values['installationId'] ?? '');
  const [member] = installation?.members ?? [];
  if (installation === undefined || member === undefined)
    return refusal(404, 'not_found', 'there is no such installation');
  const context = Object.entries(query).map(([name, value]) => [name, [value].flat()[0] ?? '']);
  return sendTo(sso.open(installation, member.id, Object.fromEntries(context) as Record<string, string>));
}

/** `GET /integrations/{slug}/new?state=`: the first team's browser goes to the redirect URL, or that of the one named in `team`. */
function beginConnection({ connect, record }: JourneyParts, { query }: ReadRequest): Answer {
  const wanted = query['team'];
  const owners = [...record.connections.owners.values()];
  const owner = owners.find(({ name, id }) => wanted === undefined || wanted === name || wanted === id);
  if (owner === undefined) return refusal(404, 'not_found', 'there is no such team');
  const state = [query['state'] ?? []].flat().at(-1);
  return sendTo(connect.open(owner, { source: 'external', ...(state !== undefined && { state }) }).address);
}

/** `next`: the popup closes. */
function endConnection({ connect }: JourneyParts, _request: ReadRequest, values: PathValues): Answer {
  const flow = connect.end(values['flow'] ?? '');
  if (flow === undefined) return refusal(404, 'not_found', 'there is no such flow');
  return pageAnswer({ title: 'Connected', body: html`<p>You can close this window.</p>` });
}

/** `return` of an import: fails unless the resource is there by now. */
function endImport({ imports }: JourneyParts, { query }: ReadRequest): Answer {
  const outcome = imports.finish(query);
  if (outcome.kind === 'failed')
    return pageAnswer({ status: 400, title: 'Not imported', body: html`<p>Vercel refuses: ${outcome.why}.</p>` });
  return pageAnswer({ title: 'Imported', body: html`<p>Vercel holds ${outcome.resourceId} now.</p>` });
}

function sendTo(location: string): Answer {
  return { status: 302, headers: { location } };
}
