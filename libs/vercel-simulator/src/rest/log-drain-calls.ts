import { reaches } from '../connect/held-connection.js';
import type { HeldLogDrain } from '../connect/held-drain.js';
import { type Answer, refusal } from '../http/json-answer.js';
import { newId } from '../ids.js';
import type { RestCall, RestRoute } from './rest-call.js';

const SCOPE = { scope: 'log-drain' } as const;
const WRITE = { ...SCOPE, level: 'write' } as const;

/** Log drains of the integration itself; the configurable ones refuse its token. */
export const LOG_DRAIN_ROUTES: readonly RestRoute[] = [
  { method: 'POST', path: '/v2/integrations/log-drains', handler: { ...WRITE, answer: create } },
  { method: 'GET', path: '/v2/integrations/log-drains', handler: { ...SCOPE, answer: list } },
  { method: 'DELETE', path: '/v1/integrations/log-drains/:drainId', handler: { ...WRITE, answer: remove } },
  { method: 'GET', path: '/v1/log-drains', handler: { answer: refuseToken } },
  { method: 'POST', path: '/v1/log-drains', handler: { answer: refuseToken } },
];

function create(call: RestCall): Answer {
  const { connection, owner, now } = call;
  const wish = call.body as Readonly<Record<string, unknown>>;
  if (owner.plan === 'hobby') return refusal(403, 'forbidden', 'log drains need a Pro or Enterprise team');
  const foreign = foreignProject(call, wish['projectIds']);
  if (foreign !== undefined) return refusal(403, 'forbidden', `no access to the project ${foreign}`);
  const drain = { id: newId('ld_'), configurationId: connection.id, createdAt: now, wish };
  owner.logDrains.set(drain.id, drain);
  return { status: 200, body: described(call, drain) };
}

function list(call: RestCall): Answer {
  return { status: 200, body: ownLogDrains(call).map((drain) => described(call, drain)) };
}

function remove(call: RestCall): Answer {
  const id = call.values['drainId'] ?? '';
  if (!ownLogDrains(call).some((drain) => drain.id === id)) return refusal(404, 'not_found', `no log drain ${id}`);
  call.owner.logDrains.delete(id);
  return { status: 204 };
}

function refuseToken(): Answer {
  return refusal(403, 'forbidden', 'configurable log drains cannot be used with an integration token');
}

/** The first of the named projects that the configuration does not reach. */
export function foreignProject({ connection, owner }: RestCall, projectIds: unknown): string | undefined {
  const named = Array.isArray(projectIds) ? (projectIds as readonly string[]) : [];
  return named.find((id) => !owner.projects.has(id) || !reaches(connection, id));
}

function ownLogDrains({ connection, owner }: RestCall): readonly HeldLogDrain[] {
  return [...owner.logDrains.values()].filter(({ configurationId }) => configurationId === connection.id);
}

function described({ integration, owner }: RestCall, { id, configurationId, createdAt, wish }: HeldLogDrain): object {
  const { secret: _, ...shown } = wish;
  const origin = { clientId: integration.clientId, configurationId, createdFrom: 'integration', ownerId: owner.id };
  return { ...shown, id, ...origin, createdAt: createdAt.getTime() };
}
