import type { HeldConnection } from '../connect/held-connection.js';
import { type Answer, refusal } from '../http/json-answer.js';
import { queryText, type RestCall, type RestRoute } from './rest-call.js';

const CONFIGURATION = '/v1/integrations/configuration/:configurationId';

/** Configurations of the owner, of this integration. */
export const CONFIGURATION_ROUTES: readonly RestRoute[] = [
  { method: 'GET', path: '/v1/integrations/configurations', handler: { answer: list } },
  { method: 'GET', path: CONFIGURATION, handler: { answer: get } },
  {
    method: 'DELETE',
    path: CONFIGURATION,
    handler: { scope: 'integration-configuration', level: 'write', answer: remove },
  },
];

function list(call: RestCall): Answer {
  const type = queryText(call, 'installationType') ?? 'external';
  const which = queryText(call, 'integrationIdOrSlug');
  const { clientId, slug } = call.integration;
  const isOther = type !== 'external' || (which !== undefined && which !== clientId && which !== slug);
  const own = [...call.book.connections.values()].filter(
    ({ ownerId, state }) => ownerId === call.owner.id && state === 'connected',
  );
  return { status: 200, body: isOther ? [] : own.map((held) => described(call, held)) };
}

function get(call: RestCall): Answer {
  return withConfiguration(call, (held) => ({
    status: 200,
    body: {
      ...described(call, held),
      projectSelection: held.access === 'all' ? 'all' : 'selected',
      notification: null,
      canConfigureOpenTelemetry: false,
    },
  }));
}

function remove(call: RestCall): Answer {
  return withConfiguration(call, (held) => {
    call.book.remove(held);
    return { status: 204 };
  });
}

function withConfiguration(call: RestCall, then: (held: HeldConnection) => Answer): Answer {
  const id = call.values['configurationId'] ?? '';
  const held = call.book.connections.get(id);
  const isOwn = held?.ownerId === call.owner.id && held.state === 'connected';
  return held && isOwn ? then(held) : refusal(404, 'not_found', `no configuration ${id}`);
}

function described({ integration }: RestCall, held: HeldConnection): object {
  const { id, ownerId, teamId, userId, source, externalId, access, disabled } = held;
  return {
    id,
    type: 'integration-configuration',
    installationType: 'external',
    integrationId: integration.clientId,
    slug: integration.slug,
    ownerId,
    teamId,
    userId,
    source,
    externalId,
    scopes: held.scopes,
    ...(access !== 'all' && { projects: access }),
    createdAt: held.createdAt.getTime(),
    updatedAt: held.updatedAt.getTime(),
    completedAt: held.completedAt?.getTime(),
    ...(disabled !== undefined && { disabledAt: disabled.at.getTime(), disabledReason: disabled.reason }),
  };
}
