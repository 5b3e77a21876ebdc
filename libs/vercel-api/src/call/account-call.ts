import type { AccountAccess } from '../access.js';
import type { Endpoint } from '../budget/published.js';
import type { ApiCall } from './api-call.js';
import type { PlainRequest } from './plain-request.js';

/** A call in the name of a connected account, and the ids in its path that are not ours. */
export interface AccountRequest extends PlainRequest {
  readonly endpoint: Endpoint;
  readonly ids?: readonly string[];
}

/** The common part of calls in the name of a connected account: `teamId` goes along on each, and a 404 is that of what is named. */
export function accountCall(access: AccountAccess, { endpoint, ids = [], ...request }: AccountRequest): ApiCall<void> {
  const query = { ...request.query, teamId: access.teamId ?? undefined };
  return {
    endpoint,
    access,
    ids,
    write: { ...request, query },
    repeatable: request.method !== 'POST',
    namesInstallationAlone: false,
  };
}
