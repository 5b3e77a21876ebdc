import type { AccountAccess } from '../access.js';
import { type DrainTest, readDrain, readDrains, readDrainTest, type VercelDrain } from '../answers/drain.js';
import { accountCall } from '../call/account-call.js';
import type { Caller } from '../call/caller.js';
import type { Outcome } from '../outcome.js';

/** A drain over http as it is to be (`vercel-api.md` 3.4). */
export interface DrainWish {
  readonly name: string;
  readonly projects: 'some' | 'all';
  readonly projectIds?: readonly string[];
  /** By name: `log`, `trace`, `analytics`, `speed_insights`, … */
  readonly schemas: Readonly<Record<string, { readonly version: string }>>;
  readonly delivery: DrainDelivery;
  readonly source: { readonly kind: 'integration'; readonly externalResourceId?: string };
}

/** Where it is sent, and the secret that signs it. */
export interface DrainDelivery {
  readonly type: 'http';
  readonly endpoint: string;
  readonly encoding: 'json' | 'ndjson';
  readonly headers: Readonly<Record<string, string>>;
  readonly secret?: string;
}

/** Drains: logs, traces and more of a customer's projects, sent to the provider's product. */
export class DrainCalls {
  constructor(private readonly caller: Caller) {}

  /** `GET /v1/drains`; of one project where it is named. */
  list(access: AccountAccess, projectId?: string): Promise<Outcome<readonly VercelDrain[]>> {
    const request = { endpoint: 'list-drains', method: 'GET', path: ALL, query: { projectId } } as const;
    return this.caller.call({ ...accountCall(access, request), read: readDrains });
  }

  /** `POST /v1/drains`; after an unknown outcome the list tells by its name whether it is there. */
  create(access: AccountAccess, wish: DrainWish): Promise<Outcome<VercelDrain>> {
    const request = { endpoint: 'change-drain', method: 'POST', path: ALL, json: wish } as const;
    return this.caller.call({ ...accountCall(access, request), read: readDrain, hidden: hiddenIn(wish.delivery) });
  }

  /** `DELETE /v1/drains/{id}`; `final` with 404 when it is gone already. */
  delete(access: AccountAccess, id: string): Promise<Outcome<void>> {
    const request = { endpoint: 'change-drain', method: 'DELETE', path: [...ALL, id], ids: [id] } as const;
    return this.caller.call(accountCall(access, request));
  }

  /** `POST /v1/drains/test`: Vercel sends an example there, and tells whether it was taken. */
  test(
    access: AccountAccess,
    { schemas, delivery }: Pick<DrainWish, 'schemas' | 'delivery'>,
  ): Promise<Outcome<DrainTest>> {
    const [path, json] = [[...ALL, 'test'], { schemas, delivery }];
    const request = { endpoint: 'change-drain', method: 'POST', path, json } as const;
    return this.caller.call({ ...accountCall(access, request), read: readDrainTest, hidden: hiddenIn(delivery) });
  }
}

const ALL = ['v1', 'drains'];

function hiddenIn({ endpoint, secret, headers }: DrainDelivery): readonly string[] {
  return [endpoint, secret ?? '', ...Object.values(headers)];
}
