import { Reconcile } from '../../../src/modules/resources/jobs/reconcile.job.js';
import { Suspensions } from '../../../src/modules/resources/index.js';
import { Clock } from '../../../src/platform/clock/index.js';
import { Shop, type Tenant } from '../../support/shop/index.js';
import { until } from '../../support/until.js';

const KEY = 'admin-key-of-the-tests';

/** What an operator can do to an installation or a resource. */
export type Action = 'suspend' | 'resume' | 'retry' | 'finish-onboarding';

/** An answer to an operator. */
export interface DeskAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Jobs that bring a resource forward, other than the one that the product keeps waiting. */
const OTHERS_FOR_IT = `SELECT 1 FROM pgboss.job
  WHERE data->>'job' = 'resources.bring-forward' AND data->'data'->>'resourceId' = $1
    AND state IN ('created', 'retry', 'active') OFFSET 1`;

/** An operator's desk in a shop, and the word of other causes. */
export class Desk {
  private constructor(readonly shop: Shop) {}

  static async open(options: Omit<Parameters<typeof Shop.open>[0] & object, 'env'> = {}): Promise<Desk> {
    const env = { ADMIN_API_KEYS: `ops:${KEY},reader[read]:reader-key-of-the-tests` };
    return new Desk(await Shop.open({ ...options, env }));
  }

  /** `path` is below `/admin/v1`. */
  async call(path: string, body: unknown = { reason: 'unpaid' }, key: string = KEY): Promise<DeskAnswer> {
    const answer = await fetch(`${this.shop.server.url}/admin/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as DeskAnswer['body'] };
  }

  resource(id: string, action: Action, reason?: string): Promise<DeskAnswer> {
    return this.call(`/resources/${id}/${action}`, ...(reason === undefined ? [] : [{ reason }]));
  }

  installation({ id }: Tenant, action: Action, reason?: string): Promise<DeskAnswer> {
    return this.call(`/installations/${id}/${action}`, ...(reason === undefined ? [] : [{ reason }]));
  }

  /** What the billing of the server does. */
  get suspensions(): Suspensions {
    return this.shop.server.app.get(Suspensions, { strict: false });
  }

  /** How Vercel reads the resource. */
  async statusOf(tenant: Tenant, id: string): Promise<string> {
    const { text } = await tenant.expect(200, { method: 'GET', path: `/resources/${id}` });
    return (JSON.parse(text) as { readonly status: string }).status;
  }

  async untilStatus(tenant: Tenant, id: string, status: string): Promise<void> {
    await until(async () => (await this.statusOf(tenant, id)) === status);
  }

  /** Whether the memory product lets nobody in. */
  isShut(id: string): boolean {
    return this.shop.driver.instances.get(id)?.suspended === true;
  }

  /** What the driver was asked for a resource, in order, from the first step after it was made. */
  asked(id: string): readonly string[] {
    const own = this.shop.driver.calls.filter(({ resourceId }) => resourceId === id);
    return own.map(({ operation }) => operation).filter((operation) => operation !== 'provision');
  }

  /** Resolves when the driver has been asked for it so often. */
  async untilAsked(id: string, operation: string, times: number = 1): Promise<void> {
    await until(() => this.asked(id).filter((asked) => asked === operation).length === times);
  }

  /** Resolves when whoever came while the product is at work was turned away. */
  async untilTurnedAway(id: string): Promise<void> {
    await until(async () => (await this.shop.sql(OTHERS_FOR_IT, [id])).length === 0);
  }

  /** Lets so many seconds go by, and has the reconciler look around afterwards. */
  async pass(seconds: number): Promise<void> {
    const { app, vercel } = this.shop.server;
    vercel.clock.advance(`PT${seconds}S`);
    await this.shop.sql('UPDATE clock_offsets SET offset_ms = offset_ms + $1::bigint * 1000', [seconds]);
    await app.get(Clock).refresh();
    await app.get(Reconcile, { strict: false }).run();
    await this.shop.settled();
  }
}
