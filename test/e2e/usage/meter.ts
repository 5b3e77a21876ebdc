import { randomUUID } from 'node:crypto';
import { Shop, type Tenant } from '../../support/shop/index.js';

const KEY = 'usage-key-of-the-tests';
const HOUR_MS = 3_600_000;

/** One event as a meter writes it; what is left out is well. */
export interface Told {
  readonly [name: string]: unknown;
  readonly data?: unknown;
}

/** An answer, with its results where it has some. */
export interface Heard {
  readonly status: number;
  readonly body: {
    readonly results: readonly { readonly id: string | null; readonly status: string; readonly reason?: string }[];
    readonly error?: { readonly code: string };
  };
}

/** The provider's meter, at a shop that sells what can be measured. */
export class Meter {
  private constructor(readonly shop: Shop) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<Meter> {
    const keys = { USAGE_API_KEYS: `meter:${KEY},other:${KEY}-too` };
    return new Meter(await Shop.open({ billing: 'metered', workers: 'off', env: { ...keys, ...env } }));
  }

  /** An event of now, which counts one hour of compute under an id of its own. */
  event(subject: string, differently: Told = {}): Told {
    const time = new Date().toISOString();
    const common = { specversion: '1.0', id: randomUUID(), source: '/meters/1', type: 'compute' };
    return { ...common, subject, time, data: { value: '1' }, ...differently };
  }

  async send(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Heard> {
    const usual = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const response = await fetch(`${this.shop.server.url}/usage/v1/events`, {
      method: 'POST',
      headers: { ...usual, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Heard['body'] };
  }

  /** Sends a batch that is taken, and tells each item's status, with the reason of a rejected one. */
  async tell(...events: readonly Told[]): Promise<string[]> {
    const { status, body } = await this.send(events);
    if (status !== 200) throw new Error(`The batch gave ${status} ${JSON.stringify(body)}`);
    return body.results.map((result) => result.reason ?? result.status);
  }

  /** Everything that is kept of a tenant's usage of one meter. */
  async kept(tenant: Tenant, meter = 'shop/compute') {
    const events = await this.shop.sql<{ event_id: string; value: string; reason: string | null }>(
      'SELECT event_id, value, reason FROM usage_events WHERE installation_id = $1 AND meter = $2 ORDER BY at, event_id',
      [tenant.id, meter],
    );
    const days = await this.shop.sql<{ day: string; events: string; sum: string; maximum: string }>(
      `SELECT (since AT TIME ZONE 'UTC')::date::text AS day, events, trim_scale(sum)::text AS sum, trim_scale(maximum)::text AS maximum
       FROM usage_days WHERE installation_id = $1 AND meter = $2 ORDER BY since`,
      [tenant.id, meter],
    );
    return { events, days };
  }

  /** Lets an installation and its resources have been there for so many hours, or since then. */
  async age(tenant: Tenant, by: number | Date): Promise<void> {
    const since = by instanceof Date ? by : new Date(Date.now() - by * HOUR_MS);
    await this.shop.sql('UPDATE installations SET created_at = $2 WHERE id = $1', [tenant.id, since]);
    await this.shop.sql('UPDATE resources SET created_at = $2 WHERE installation_id = $1', [tenant.id, since]);
  }
}
