import type { HeldDrain } from '../connect/held-drain.js';
import { type Answer, refusal } from '../http/json-answer.js';
import { newId } from '../ids.js';
import { foreignProject } from './log-drain-calls.js';
import { queryText, type RestCall, type RestRoute } from './rest-call.js';
import { testDelivery } from './test-delivery.js';

const ONE = '/v1/drains/:drainId';
const SCOPE = { scope: 'log-drain' } as const;
const WRITE = { ...SCOPE, level: 'write' } as const;

/** Drains that the integration has made. */
export const DRAIN_ROUTES: readonly RestRoute[] = [
  { method: 'POST', path: '/v1/drains', handler: { ...WRITE, answer: create } },
  { method: 'GET', path: '/v1/drains', handler: { ...SCOPE, answer: list } },
  { method: 'POST', path: '/v1/drains/test', handler: { ...WRITE, answer: ({ body }) => testDelivery(body) } },
  {
    method: 'GET',
    path: ONE,
    handler: {
      ...SCOPE,
      answer: (call) => withDrain(call, (drain) => ({ status: 200, body: described(call, drain) })),
    },
  },
  { method: 'PATCH', path: ONE, handler: { ...WRITE, answer: update } },
  {
    method: 'DELETE',
    path: ONE,
    handler: {
      ...WRITE,
      answer: (call) =>
        withDrain(call, (drain) => {
          call.owner.drains.delete(drain.id);
          return { status: 204 };
        }),
    },
  },
];

function create(call: RestCall): Answer {
  const { connection, owner, now } = call;
  const wish = call.body as Readonly<Record<string, unknown>>;
  const fault = wishFault(call, wish);
  if (fault !== undefined) return fault;
  const drain = { id: newId('dr_'), configurationId: connection.id, createdAt: now, updatedAt: now, wish };
  owner.drains.set(drain.id, drain);
  return { status: 200, body: described(call, drain) };
}

function update(call: RestCall): Answer {
  return withDrain(call, (drain) => {
    const wish = { ...drain.wish, ...(call.body as object) };
    const fault = wishFault(call, wish);
    if (fault !== undefined) return fault;
    drain.wish = wish;
    drain.updatedAt = call.now;
    return { status: 200, body: described(call, drain) };
  });
}

function list(call: RestCall): Answer {
  const projectId = queryText(call, 'projectId');
  const drains = own(call).filter(({ wish }) => projectId === undefined || projectsOf(wish).includes(projectId));
  return { status: 200, body: { drains: drains.map((drain) => described(call, drain)) } };
}

function wishFault(call: RestCall, wish: Readonly<Record<string, unknown>>): Answer | undefined {
  if (call.owner.plan === 'hobby') return refusal(402, 'payment_required', 'drains need a Pro or Enterprise team');
  if (wish['projects'] === 'some' && projectsOf(wish).length === 0)
    return refusal(400, 'bad_request', 'projectIds is needed when projects is some');
  const foreign = foreignProject(call, wish['projectIds']);
  return foreign === undefined ? undefined : refusal(403, 'forbidden', `no access to the project ${foreign}`);
}

function projectsOf(wish: Readonly<Record<string, unknown>>): readonly string[] {
  return (wish['projectIds'] ?? []) as readonly string[];
}

function withDrain(call: RestCall, then: (drain: HeldDrain) => Answer): Answer {
  const id = call.values['drainId'] ?? '';
  const drain = own(call).find((held) => held.id === id);
  return drain ? then(drain) : refusal(404, 'not_found', `no drain ${id}`);
}

function own({ connection, owner }: RestCall): readonly HeldDrain[] {
  return [...owner.drains.values()].filter(({ configurationId }) => configurationId === connection.id);
}

function described({ integration, owner }: RestCall, drain: HeldDrain): object {
  const { id, configurationId, createdAt, updatedAt, wish } = drain;
  const origin = { clientId: integration.clientId, configurationId, ownerId: owner.id };
  const times = { createdAt: createdAt.getTime(), updatedAt: updatedAt.getTime() };
  const source = {
    kind: 'integration',
    integrationId: integration.clientId,
    ...(wish['source'] as object | undefined),
  };
  return { ...wish, id, ...origin, createdFrom: 'integration', source, status: 'enabled', ...times };
}
