import type { Answer } from '../http/json-answer.js';
import { FINAL_BILLING_MS } from '../record/held.js';
import type { VercelCall } from './call.js';

/** `GET /v1/integrations/configuration/{id}`: the installation as the REST core tells it. */
export function getConfiguration({ installation, integration }: VercelCall): Answer {
  const { id, accountId, members, status, externalId, createdAt, deletionDue } = installation;
  const body = {
    id,
    type: 'integration-configuration',
    installationType: 'marketplace',
    source: 'marketplace',
    integrationId: integration.clientId,
    slug: integration.slug,
    ownerId: accountId,
    teamId: accountId,
    userId: members[0]?.id,
    scopes: ['read:integration-configuration', 'read-write:integration-resource'],
    projectSelection: 'all',
    status,
    externalId,
    createdAt: createdAt.getTime(),
    updatedAt: createdAt.getTime(),
    deleteRequestedAt: deletionDue === undefined ? null : deletionDue.getTime() - FINAL_BILLING_MS,
  };
  return { status: 200, body };
}
