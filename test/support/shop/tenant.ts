import { randomUUID } from 'node:crypto';
import type { TestApp } from '../test-app.js';

/** A call below an installation's own path; without a `key` it is not idempotent. */
export interface TenantCall {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly path?: string;
  readonly body?: unknown;
  readonly key?: string;
  /** Who calls; Vercel itself where nothing is said of a GET, else the administrator. */
  readonly as?: 'system';
}

/** An answer as it came, byte for byte. */
export interface TenantAnswer {
  readonly status: number;
  readonly text: string;
  readonly replayed: boolean;
  readonly retryAfter: string | null;
}

/** What a provisioned resource answers, as far as tests read it. */
export interface Sold {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly secrets: readonly { readonly name: string; readonly value: string }[];
}

/** One installation, acting with the token of its administrator. */
export class Tenant {
  private readonly token: string;

  constructor(
    private readonly server: Pick<TestApp, 'vercel' | 'url'>,
    readonly id: string,
  ) {
    this.token = server.vercel.tokens.user({ installationId: id });
  }

  /** Sends a call once; nothing is added, repeated or checked. */
  async call({ method, path = '', body, key, as }: TenantCall): Promise<TenantAnswer> {
    const isSystem = method === 'GET' || as === 'system';
    const token = isSystem ? this.server.vercel.tokens.system({ installationId: this.id }) : this.token;
    const response = await fetch(`${this.server.url}/v1/installations/${this.id}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { status, headers } = response;
    const replayed = headers.get('idempotency-replayed') === 'true';
    return { status, text: await response.text(), replayed, retryAfter: headers.get('retry-after') };
  }

  /** The call by which it installs. */
  get installing(): TenantCall {
    const accepted = '2026-01-01T00:00:00.000Z';
    const body = {
      scopes: ['read-write:integration-resource'],
      acceptedPolicies: { eula: accepted },
      credentials: { access_token: `token-${this.id}`, token_type: 'Bearer' },
      account: { name: 'Acme', url: 'https://vercel.com/acme', contact: { email: 'ada@acme.example' } },
    };
    return { method: 'PUT', body };
  }

  async install(): Promise<this> {
    await this.expect(200, this.installing);
    return this;
  }

  /** Buys a resource; under a fresh key unless one is given. */
  async buy(order: Order & { readonly key?: string } = {}): Promise<Sold> {
    const { key = randomUUID(), ...rest } = order;
    const answer = await this.expect(200, { ...buying(rest), key });
    return JSON.parse(answer.text) as Sold;
  }

  /** As `call`; throws unless the status is the expected one. */
  async expect(status: number, call: TenantCall): Promise<TenantAnswer> {
    const answer = await this.call(call);
    if (answer.status === status) return answer;
    throw new Error(`${call.method} ${call.path ?? ''} gave ${answer.status} ${answer.text}`);
  }
}

/** What a tenant buys; the memory product on its free plan unless it says otherwise. */
export interface Order {
  readonly product?: string;
  readonly plan?: string;
  readonly name?: string;
}

/** The call by which a tenant buys a resource. */
export function buying({ product = 'shop', plan = 'free', name = 'main' }: Order = {}): TenantCall {
  return { method: 'POST', path: '/resources', body: { productId: product, name, metadata: {}, billingPlanId: plan } };
}
