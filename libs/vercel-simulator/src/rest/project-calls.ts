import { reaches } from '../connect/held-connection.js';
import type { HeldProject } from '../connect/held-owner.js';
import { type Answer, refusal } from '../http/json-answer.js';
import { limitOf, pageOf } from './pagination.js';
import { queryText, type RestCall, type RestRoute, withProject } from './rest-call.js';

/** Projects that the configuration reaches, the newest first. */
export const PROJECT_ROUTES: readonly RestRoute[] = [
  { method: 'GET', path: '/v10/projects', handler: { scope: 'project', answer: list } },
  {
    method: 'GET',
    path: '/v9/projects/:idOrName',
    handler: {
      scope: 'project',
      answer: (call) => withProject(call, (project) => ({ status: 200, body: described(call, project) })),
    },
  },
];

function list(call: RestCall): Answer {
  const limit = limitOf(queryText(call, 'limit'));
  if (limit === undefined) return refusal(400, 'bad_request', 'limit must be between 1 and 100');
  const search = (queryText(call, 'search') ?? '').toLowerCase();
  const all = [...call.owner.projects.values()]
    .toReversed()
    .filter(({ id, name }) => reaches(call.connection, id) && name.toLowerCase().includes(search));
  const page = pageOf(all, { limit, from: queryText(call, 'from') });
  if (page === undefined) return refusal(400, 'bad_request', 'from is not a continuation token');
  const projects = page.items.map((project) => described(call, project));
  return { status: 200, body: { projects, pagination: page.pagination } };
}

function described({ owner }: RestCall, { id, name, createdAt }: HeldProject): object {
  const at = createdAt.getTime();
  return { id, name, accountId: owner.id, framework: null, createdAt: at, updatedAt: at };
}
