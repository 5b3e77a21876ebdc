import type { ConnectionBook } from '../connect/connection-book.js';
import type { HeldConnection } from '../connect/held-connection.js';
import { type Answer, refusal } from '../http/json-answer.js';
import type { ReadRequest } from '../http/read-request.js';
import { matchRoute } from '../http/router.js';
import type { Integration } from '../vercel-api/call.js';
import { ACCOUNT_ROUTES } from './account-calls.js';
import { CONFIGURATION_ROUTES } from './configuration-calls.js';
import { DRAIN_ROUTES } from './drain-calls.js';
import { LOG_DRAIN_ROUTES } from './log-drain-calls.js';
import { PROJECT_ROUTES } from './project-calls.js';
import type { RestHandler } from './rest-call.js';
import { VARIABLE_ROUTES } from './variable-calls.js';

const ROUTES = [
  ...ACCOUNT_ROUTES,
  ...CONFIGURATION_ROUTES,
  ...DRAIN_ROUTES,
  ...LOG_DRAIN_ROUTES,
  ...PROJECT_ROUTES,
  ...VARIABLE_ROUTES,
];

/** Vercel's REST core, as far as a connectable account's token opens it. */
export class RestApi {
  constructor(
    private readonly book: ConnectionBook,
    private readonly integration: Integration,
    private readonly now: () => Date,
  ) {}

  /** Whether there is such a call. */
  knows({ method, path }: ReadRequest): boolean {
    return matchRoute(ROUTES, method, path).matched;
  }

  /** Carries out a call that `refuse` has let through. */
  async answer(request: ReadRequest, connection: HeldConnection): Promise<Answer> {
    const match = matchRoute(ROUTES, request.method, request.path);
    if (!match.matched) return match.refusal;
    const { values } = match;
    const { query, body } = request;
    const { book, integration } = this;
    const means = { owner: book.ownerOf(connection), book, integration, now: this.now() };
    return match.handler.answer({ connection, values, query, body, ...means });
  }

  /** Why the token does not open this call: its configuration is gone, disabled, of another team, or lacks the scope. */
  refuse({ method, path, query }: ReadRequest, connection: HeldConnection): Answer | undefined {
    const match = matchRoute(ROUTES, method, path);
    if (!match.matched) return match.refusal;
    const { handler } = match;
    if (connection.state === 'removed')
      return refusal(403, 'forbidden', 'the token is not valid', { invalidToken: true });
    if (connection.disabled !== undefined)
      return refusal(403, 'integration_configuration_disabled', `the configuration is ${connection.disabled.reason}`);
    const owner = this.book.ownerOf(connection);
    const named = query['teamId'] ?? query['slug'];
    const isNamed = connection.teamId === null ? named === undefined : named === owner.id || named === owner.slug;
    if (handler.team !== 'none' && !isNamed)
      return refusal(403, 'forbidden', 'Not authorized: the team is missing in teamId, or is another one');
    return hasScope(connection, handler) ? undefined : refusal(403, 'forbidden', `no scope for ${handler.scope}`);
  }
}

function hasScope({ scopes }: HeldConnection, { scope, level = 'read' }: RestHandler): boolean {
  if (scope === undefined) return true;
  const all = scope === 'project-env-vars' ? [scope, 'global-project-env-vars'] : [scope];
  const levels = level === 'read' ? ['read', 'read-write'] : ['read-write'];
  return all.some((name) => levels.some((prefix) => scopes.includes(`${prefix}:${name}`)));
}
