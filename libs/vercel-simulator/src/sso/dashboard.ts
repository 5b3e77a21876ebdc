import { type Answer, refusal } from '../http/json-answer.js';
import type { ReadRequest } from '../http/read-request.js';
import { matchRoute, type Route } from '../http/router.js';
import type { VercelRecord } from '../record/vercel-record.js';
import type { SsoDesk } from './sso-desk.js';

/** What the pages at Vercel's dashboard address work on. */
export interface DashboardParts {
  readonly record: VercelRecord;
  readonly sso: SsoDesk;
  readonly slug: string;
}

const ROUTES: readonly Route<'sso'>[] = [
  { method: 'GET', path: '/sso/integrations/:slug/:installationId', handler: 'sso' },
];

/** Whether a path is one of the dashboard's. */
export function isDashboardPath(path: string): boolean {
  return path.startsWith('/sso/');
}

/** `GET /sso/integrations/{slug}/{installationId}?…`: the team's first member is signed in, and is sent back with what was brought. */
export function serveDashboard({ record, sso, slug }: DashboardParts, request: ReadRequest): Answer {
  const match = matchRoute(ROUTES, request.method, request.path);
  if (!match.matched) return match.refusal;
  const installation = record.find(match.values['installationId'] ?? '');
  const [member] = installation?.members ?? [];
  if (installation === undefined || member === undefined || match.values['slug'] !== slug)
    return refusal(404, 'not_found', 'there is no such installation');
  const context = Object.entries(request.query).map(([name, value]) => [name, [value].flat()[0] ?? '']);
  const location = sso.open(installation, member.id, Object.fromEntries(context) as Record<string, string>);
  return { status: 302, headers: { location } };
}
