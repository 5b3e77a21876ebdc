import type { HeldConnection } from '../connect/held-connection.js';
import { reaches } from '../connect/held-connection.js';
import type { HeldOwner, HeldProject, HeldVariable } from '../connect/held-owner.js';
import type { ConnectionBook } from '../connect/connection-book.js';
import { type Answer, refusal } from '../http/json-answer.js';
import type { PathValues, Route } from '../http/router.js';
import type { Integration } from '../vercel-api/call.js';

/** An authenticated and validated call of the REST core under the token of a connectable account. */
export interface RestCall {
  readonly connection: HeldConnection;
  readonly owner: HeldOwner;
  readonly values: PathValues;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly body: unknown;
  readonly now: Date;
  readonly book: ConnectionBook;
  readonly integration: Integration;
}

/** A call of the REST core with what it needs. */
export interface RestHandler {
  /** A scope of the configuration, without its level; none: any token will do. */
  readonly scope?: string;
  readonly level?: 'read' | 'write';
  /** Where the team is named: in `teamId` (or `slug`) of the query, or nowhere. */
  readonly team?: 'query' | 'none';
  readonly answer: (call: RestCall) => Answer | Promise<Answer>;
}

/** A route of the REST core. */
export type RestRoute = Route<RestHandler>;

/** A query parameter, its last value when it is repeated. */
export function queryText({ query }: RestCall, name: string): string | undefined {
  return [query[name] ?? []].flat().at(-1);
}

/** Answers about the project of the path: 404 when the owner has none such, 403 when the configuration does not reach it. */
export function withProject(call: RestCall, then: (project: HeldProject) => Answer): Answer {
  const wanted = call.values['idOrName'] ?? '';
  const { projects } = call.owner;
  const project = projects.get(wanted) ?? [...projects.values()].find(({ name }) => name === wanted);
  if (project === undefined) return refusal(404, 'not_found', `Project not found: ${wanted}`);
  if (!reaches(call.connection, project.id))
    return refusal(403, 'forbidden', 'the configuration does not have access to this project');
  return then(project);
}

/** Whether a configuration sees and changes a variable: its own, or all of them with the global scope. */
export function seesVariable({ connection }: RestCall, { configurationId }: HeldVariable): boolean {
  const isGlobal = connection.scopes.some((scope) => scope.endsWith(':global-project-env-vars'));
  return isGlobal || configurationId === connection.id;
}
