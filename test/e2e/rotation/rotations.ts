import type { Team } from '#libs/vercel-simulator';
import { Reconcile } from '../../../src/modules/resources/jobs/reconcile.job.js';
import { Clock } from '../../../src/platform/clock/index.js';
import type { Shop, Sold, Tenant, TenantAnswer, TenantCall } from '../../support/shop/index.js';
import { until } from '../../support/until.js';

/** A version of a credential as the database has it. */
export interface Version {
  readonly version: number;
  readonly state: string;
}

/** The secrets of a shop's resources: how they are rotated, and what becomes of them as time goes by. */
export class Rotations {
  constructor(private readonly shop: Shop) {}

  /** The call that rotates; the path is the installation's. */
  static of(id: string, hours?: number, more: Partial<TenantCall> = {}): TenantCall {
    const body = hours === undefined ? {} : { body: { delayOldSecretsExpirationHours: hours } };
    return { method: 'POST', path: `/resources/${id}/secrets/rotate`, ...body, ...more };
  }

  /** The secrets in an answer. */
  static secretsOf({ text }: TenantAnswer): Sold['secrets'] {
    return (JSON.parse(text) as { readonly secrets: Sold['secrets'] }).secrets;
  }

  /** Whether the memory product lets these secrets in. */
  opens(id: string, secrets: Sold['secrets']): boolean {
    const keys = new Set([...(this.shop.driver.instances.get(id)?.keys.values() ?? [])].map((key) => key?.reveal()));
    return secrets.every(({ value }) => keys.has(value));
  }

  versions(tenant: Pick<Tenant, 'id'>, id: string): Promise<Version[]> {
    return this.shop.sql<{ version: number; state: string }>(
      'SELECT version, state FROM resource_credentials WHERE installation_id = $1 AND resource_id = $2 ORDER BY version',
      [tenant.id, id],
    );
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

  /** Resolves when the driver has been asked so often to make a credential for the resource. */
  async untilMaking(id: string, times: number): Promise<void> {
    await until(() => this.made(id) === times);
  }

  /** Resolves when Vercel has been told so. */
  async untilStatusAtVercel(team: Team, id: string, status: string): Promise<void> {
    await until(() => team.installation().resources.get(id)?.status === status);
  }

  /** How often the driver was asked to make a credential for the resource. */
  made(id: string): number {
    const { calls } = this.shop.driver;
    return calls.filter((call) => call.resourceId === id && call.operation === 'rotateSecrets').length;
  }
}
