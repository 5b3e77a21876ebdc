import type { HeldProject, HeldVariable } from '../connect/held-owner.js';
import { type Answer, refusal } from '../http/json-answer.js';
import { writeVariable } from './write-variable.js';
import { queryText, type RestCall, type RestRoute, seesVariable, withProject } from './rest-call.js';
import { conflict, rivals, roomFault, type VariableFault, type VariableWish, wishFault } from './variable-rules.js';

const VARIABLES = '/v10/projects/:idOrName/env';
const ONE = '/v9/projects/:idOrName/env/:variableId';
const WRITE = { scope: 'project-env-vars', level: 'write' } as const;

/** Variables of a project; without `global-project-env-vars` those that the integration owns. */
export const VARIABLE_ROUTES: readonly RestRoute[] = [
  { method: 'GET', path: VARIABLES, handler: { scope: 'project-env-vars', answer: list } },
  { method: 'POST', path: VARIABLES, handler: { ...WRITE, answer: create } },
  {
    method: 'GET',
    path: '/v1/projects/:idOrName/env/:variableId',
    handler: {
      scope: 'project-env-vars',
      answer: (call) => withVariable(call, (held) => ({ status: 200, body: { ...described(held), ...valueOf(held) } })),
    },
  },
  { method: 'PATCH', path: ONE, handler: { ...WRITE, answer: edit } },
  {
    method: 'DELETE',
    path: ONE,
    handler: {
      ...WRITE,
      answer: (call) =>
        withVariable(call, (held, project) => {
          project.variables.delete(held.id);
          return { status: 200, body: described(held) };
        }),
    },
  },
  { method: 'DELETE', path: '/v1/projects/:idOrName/env', handler: { ...WRITE, answer: removeSeveral } },
];

function list(call: RestCall): Answer {
  return withProject(call, (project) => ({ status: 200, body: { envs: visible(call, project).map(described) } }));
}

function create(call: RestCall): Answer {
  return withProject(call, (project) => {
    const mode = queryText(call, 'upsert') === 'true' ? 'upsert' : 'insert';
    if (!Array.isArray(call.body)) return createOne(call, project, mode);
    const outcomes = (call.body as readonly VariableWish[]).map((wish) => writeVariable(call, project, { wish, mode }));
    const created = outcomes.flatMap((outcome) => ('held' in outcome ? described(outcome.held) : []));
    const failed = outcomes.flatMap((outcome) => ('fault' in outcome ? failure(outcome) : []));
    return { status: 201, body: { created, failed } };
  });
}

/** A variable that is sent alone is refused as such, not told in `failed`. */
function createOne(call: RestCall, project: HeldProject, mode: 'upsert' | 'insert'): Answer {
  const outcome = writeVariable(call, project, { wish: call.body as VariableWish, mode });
  if ('fault' in outcome) return refused(outcome.fault);
  return { status: 201, body: { created: described(outcome.held), failed: [] } };
}

function edit(call: RestCall): Answer {
  return withVariable(call, (held, project) => {
    const { gitBranch, ...rest } = call.body as Partial<VariableWish>;
    const wish: VariableWish = { ...held, ...without(rest), ...(gitBranch === undefined ? {} : { gitBranch }) };
    const taken = rivals(project, wish, held.id).length > 0 ? conflict(wish) : undefined;
    const fault = wishFault(wish) ?? taken ?? roomFault(project, wish);
    if (fault !== undefined) return refused(fault);
    const { key, value, type, target, customEnvironmentIds, comment } = wish as HeldVariable;
    Object.assign(held, { key, value, type, target, customEnvironmentIds, comment, updatedAt: call.now });
    held.gitBranch = wish.gitBranch ?? null;
    return { status: 200, body: described(held) };
  });
}

function removeSeveral(call: RestCall): Answer {
  return withProject(call, (project) => {
    const { ids } = call.body as { readonly ids: readonly string[] };
    const own = new Set(visible(call, project).map(({ id }) => id));
    const missing = ids.find((id) => !own.has(id));
    if (missing !== undefined) return refusal(404, 'not_found', `no variable ${missing}`);
    for (const id of ids) project.variables.delete(id);
    return { status: 200, body: { deleted: new Set(ids).size, ids } };
  });
}

function withVariable(call: RestCall, then: (held: HeldVariable, project: HeldProject) => Answer): Answer {
  return withProject(call, (project) => {
    const id = call.values['variableId'] ?? '';
    const held = visible(call, project).find((variable) => variable.id === id);
    return held ? then(held, project) : refusal(404, 'not_found', `no variable ${id}`);
  });
}

function visible(call: RestCall, project: HeldProject): readonly HeldVariable[] {
  return [...project.variables.values()].filter((held) => seesVariable(call, held));
}

function described(held: HeldVariable): object {
  const { value: _, customEnvironmentIds, createdAt, updatedAt, ...rest } = held;
  const environments = customEnvironmentIds.length > 0 ? { customEnvironmentIds } : {};
  return { ...rest, ...environments, createdAt: createdAt.getTime(), updatedAt: updatedAt.getTime() };
}

/** What was sensitive is never shown again. */
function valueOf({ type, value }: HeldVariable): object {
  return type === 'sensitive' ? {} : { value, decrypted: true };
}

function failure({ fault, wish }: { readonly fault: VariableFault; readonly wish: VariableWish }): object {
  const { code, message } = fault;
  return { error: { code, message, key: wish.key, target: wish.target, gitBranch: wish.gitBranch ?? undefined } };
}

function refused({ status, code, message }: VariableFault): Answer {
  return refusal(status, code, message);
}

function without<Body extends object>(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Body;
}
