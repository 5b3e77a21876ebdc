import type { AccountAccess } from '../access.js';
import { readDrain, readDrains, type VercelDrain } from '../answers/drain.js';
import { accountCall } from '../call/account-call.js';
import type { Caller } from '../call/caller.js';
import type { Outcome } from '../outcome.js';

/** An integration log drain as it is to be (`vercel-api.md` 3.4). */
export interface LogDrainWish {
  /** Letters, digits, space, `_`, `-`; at most 100. */
  readonly name: string;
  readonly url: string;
  readonly projectIds: readonly string[];
  /** With which Vercel signs deliveries. */
  readonly secret?: string;
  readonly deliveryFormat: 'json' | 'ndjson';
  readonly sources?: readonly string[];
  readonly environments?: readonly string[];
}

/** Integration log drains, which Vercel ties to the integration itself; it advises drains for what is new. */
export class LogDrainCalls {
  constructor(private readonly caller: Caller) {}

  /** `GET /v2/integrations/log-drains`: the integration's own. */
  list(access: AccountAccess): Promise<Outcome<readonly VercelDrain[]>> {
    const request = { endpoint: 'list-log-drains', method: 'GET', path: ALL } as const;
    return this.caller.call({ ...accountCall(access, request), read: readDrains });
  }

  /** `POST /v2/integrations/log-drains`; after an unknown outcome the list tells by its name whether it is there. */
  create(access: AccountAccess, wish: LogDrainWish): Promise<Outcome<VercelDrain>> {
    const request = { endpoint: 'create-log-drain', method: 'POST', path: ALL, json: wish } as const;
    return this.caller.call({
      ...accountCall(access, request),
      read: readDrain,
      hidden: [wish.secret ?? '', wish.url],
    });
  }

  /** `DELETE /v1/integrations/log-drains/{id}`; `final` with 404 when it is gone already. */
  delete(access: AccountAccess, id: string): Promise<Outcome<void>> {
    const path = ['v1', 'integrations', 'log-drains', id];
    const request = { endpoint: 'delete-log-drain', method: 'DELETE', path, ids: [id] } as const;
    return this.caller.call(accountCall(access, request));
  }
}

const ALL = ['v2', 'integrations', 'log-drains'];
