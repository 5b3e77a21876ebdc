import type { Shop, Sold, Tenant, TenantAnswer, TenantCall } from '../../support/shop/index.js';
import { Clock } from '../../../src/platform/clock/index.js';

const PATH = '/resource-transfer-requests';
const HOUR_MS = 3_600_000;

/** What a source asks for: an hour for the claim unless it says otherwise. */
interface Wish {
  readonly key?: string;
  readonly hours?: number;
}

/** Transfers between the tenants of a shop, step by step, as Vercel makes them. */
export class Transfers {
  constructor(private readonly shop: Shop) {}

  now(): number {
    return this.shop.server.app.get(Clock).now().getTime();
  }

  /** Lets so many hours go by. */
  async pass(hours: number): Promise<void> {
    const { app, vercel } = this.shop.server;
    vercel.clock.advance(`PT${hours}H`);
    await this.shop.sql('UPDATE clock_offsets SET offset_ms = offset_ms + $1::bigint', [hours * HOUR_MS]);
    await app.get(Clock).refresh();
  }

  /** The call that opens a claim. */
  requesting(ids: readonly unknown[], { hours = 1, key }: Wish = {}): TenantCall {
    const body = { resourceIds: ids, expiresAt: this.now() + hours * HOUR_MS };
    return { method: 'POST', path: PATH, body, as: 'system', ...(key === undefined ? {} : { key }) };
  }

  /** The same in its older form. */
  naming(id: string, ids: readonly string[], hours = 1): TenantCall {
    const body = { resourceIds: ids, expiration: this.now() + hours * HOUR_MS };
    return { method: 'PUT', path: `${PATH}/${id}`, body, as: 'system' };
  }

  static verifying(claim: string): TenantCall {
    return { method: 'GET', path: `${PATH}/${claim}/verify` };
  }

  static accepting(claim: string, key?: string): TenantCall {
    return { method: 'POST', path: `${PATH}/${claim}/accept`, as: 'system', ...(key === undefined ? {} : { key }) };
  }

  /** Opens a claim and gives its id. */
  async request(source: Tenant, sold: readonly Pick<Sold, 'id'>[], wish: Wish = {}): Promise<string> {
    const ids = sold.map(({ id }) => id);
    const answer = await source.expect(200, this.requesting(ids, wish));
    return (JSON.parse(answer.text) as { providerClaimId: string }).providerClaimId;
  }

  async verify(target: Tenant, claim: string): Promise<unknown> {
    return JSON.parse((await target.expect(200, Transfers.verifying(claim))).text);
  }

  accept(target: Tenant, claim: string): Promise<TenantAnswer> {
    return target.expect(204, Transfers.accepting(claim));
  }

  /** From the claim to its end. */
  async transfer(source: Tenant, target: Tenant, sold: readonly Pick<Sold, 'id'>[]): Promise<string> {
    const claim = await this.request(source, sold);
    await this.verify(target, claim);
    await this.accept(target, claim);
    return claim;
  }

  /** Whose the resource is. */
  async ownerOf(id: string): Promise<string | undefined> {
    const [row] = await this.shop.sql<{ owner: string }>(
      `SELECT installation_id AS owner FROM resources WHERE id = $1`,
      [id],
    );
    return row?.owner;
  }
}

/** What a refused call told the customer. */
export function toldTo({ text }: TenantAnswer): string | undefined {
  return (JSON.parse(text) as { error: { user?: { message: string } } }).error.user?.message;
}
