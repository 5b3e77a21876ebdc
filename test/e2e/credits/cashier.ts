import { randomUUID } from 'node:crypto';
import type { HeldInvoice, Team } from '#libs/vercel-simulator';
import { AccountRound } from '../../../src/modules/billing/credits/account-round.service.js';
import { BurnDueCredits } from '../../../src/modules/billing/credits/jobs/burn-due.job.js';
import { FindUsedCredits } from '../../../src/modules/billing/credits/jobs/find-used.job.js';
import { Clock } from '../../../src/platform/clock/index.js';
import { Shop, type ShopOptions } from '../../support/shop/index.js';
import { paidInvoice } from './paid-invoice.js';

const USAGE_KEY = 'usage-key-of-the-tests';
export const OPERATOR = 'admin-key-of-the-tests';

const MOVE = `INSERT INTO clock_offsets AS c (id, offset_ms) VALUES (1, $1::bigint * 1000)
  ON CONFLICT (id) DO UPDATE SET offset_ms = c.offset_ms + excluded.offset_ms`;

/** A team with a resource that is paid before it is used. */
export interface Customer {
  readonly team: Team;
  readonly id: string;
  readonly resourceId: string;
}

/** An entry of a ledger, as tests read it. */
export interface WrittenEntry {
  readonly holder: string;
  readonly kind: string;
  readonly cents: number;
  readonly reference: string;
}

/** The till of a shop that sells on credits. */
export class Cashier {
  private names = 0;

  private constructor(readonly shop: Shop) {}

  static async open(options: ShopOptions = {}): Promise<Cashier> {
    const env = {
      USAGE_API_KEYS: `meter:${USAGE_KEY}`,
      ADMIN_API_KEYS: `ops:${OPERATOR},reader[read]:reader-key-of-the-tests`,
    };
    return new Cashier(await Shop.open({ billing: 'prepaid', ...options, env: { ...env, ...options.env } }));
  }

  async customer(plan = 'credits'): Promise<Customer> {
    this.names += 1;
    const team = this.shop.server.vercel.team(`Team ${this.names}`);
    const { id } = await team.install();
    const { id: resourceId } = await team.provision({ product: 'shop', plan, name: 'main' });
    return { team, id, resourceId };
  }

  buy({ team, resourceId }: Customer, amount: string): Promise<HeldInvoice> {
    return team.billing.buyCredits({ amount, resourceId });
  }

  /** Credits of the installation as a whole, although its resources have plans of their own. */
  async buyForAll(customer: Customer, amount: string): Promise<void> {
    const { invoiceId } = paidInvoice(this.shop.server.vercel, customer.id, { amount });
    await customer.team.billing.grant(invoiceId);
  }

  /** Asks for the credits of an invoice, once: nothing is repeated. */
  async ask(
    { id }: Pick<Customer, 'id'>,
    invoiceId: string,
    key?: string,
  ): Promise<{ status: number; retryAfter: string | null; body: object }> {
    const { server } = this.shop;
    const token = server.vercel.tokens.user({ installationId: id });
    const response = await fetch(`${server.url}/v1/installations/${id}/billing/provision`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: JSON.stringify({ invoiceId }),
    });
    const body = (await response.json()) as object;
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
  }

  /** An invoice that was paid, and for which nothing has been granted yet. */
  paid({ id, resourceId }: Pick<Customer, 'id' | 'resourceId'>, amount: string): HeldInvoice {
    return paidInvoice(this.shop.server.vercel, id, { amount, resourceId });
  }

  /** Tells so many hours of compute, ten cents each, or seats, a dollar each. */
  async use(
    { resourceId }: Pick<Customer, 'resourceId'>,
    hours: string,
    time: Date = this.clock.now(),
    type: 'compute' | 'seats' = 'compute',
  ): Promise<void> {
    const event = {
      specversion: '1.0',
      id: randomUUID(),
      source: '/meters/1',
      type,
      subject: resourceId,
      time,
      data: { value: hours },
    };
    const response = await fetch(`${this.shop.server.url}/usage/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${USAGE_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(
        hours.startsWith('-') ? { ...event, data: { value: hours, reason: 'counted twice' } } : event,
      ),
    });
    const { results } = (await response.json()) as { results: readonly { status: string; reason?: string }[] };
    if (results[0]?.status !== 'accepted') throw new Error(JSON.stringify(results));
  }

  /** Takes what was used, and waits for all that follows. */
  async burn({ id }: Pick<Customer, 'id'>): Promise<void> {
    await this.shop.server.app.get(AccountRound, { strict: false }).run(id, 'recent');
    await this.settled();
  }

  /** The run of a minute: who has used something is found, and it is taken. */
  async minute(): Promise<void> {
    const { app } = this.shop.server;
    await app.get(FindUsedCredits, { strict: false }).run({ slot: this.clock.now().toISOString() });
    await app.get(BurnDueCredits, { strict: false }).run();
    await this.settled();
  }

  /** Until our side and Vercel have nothing left to do. */
  async settled(): Promise<void> {
    await this.shop.settled();
    await this.shop.server.vercel.settled();
    await this.shop.settled();
  }

  get clock(): Clock {
    return this.shop.server.app.get(Clock);
  }

  /** Lets so many seconds go by on all clocks. */
  async pass(seconds: number): Promise<void> {
    this.shop.server.vercel.clock.advance(`PT${seconds}S`);
    await this.shop.sql(MOVE, [seconds]);
    await this.clock.refresh();
  }

  /** Cents by holder, after the ledger has been held against them. */
  async balances({ id }: Pick<Customer, 'id'>): Promise<Readonly<Record<string, number>>> {
    const rows = await this.shop.sql<{ holder: string; cents: string; summed: string }>(
      `SELECT b.holder, b.cents, coalesce((SELECT sum(cents) FROM ledger_entries l WHERE l.installation_id = $1 AND l.holder = b.holder), 0) AS summed
       FROM credit_balances b WHERE b.installation_id = $1`,
      [id],
    );
    for (const { holder, cents, summed } of rows)
      if (cents !== summed) throw new Error(`${holder} has ${cents} and entries of ${summed}`);
    return Object.fromEntries(rows.map(({ holder, cents }) => [holder, Number(cents)]));
  }

  async balance(customer: Customer): Promise<number | undefined> {
    return (await this.balances(customer))[customer.resourceId];
  }

  async ledger({ id }: Pick<Customer, 'id'>): Promise<readonly WrittenEntry[]> {
    const rows = await this.shop.sql<Omit<WrittenEntry, 'cents'> & { cents: string }>(
      'SELECT holder, kind, cents, reference FROM ledger_entries WHERE installation_id = $1 ORDER BY number',
      [id],
    );
    return rows.map((row) => ({ ...row, cents: Number(row.cents) }));
  }

  /** What Vercel was told last of a resource, in cents. */
  told({ team, resourceId }: Customer): number | undefined {
    return team.billing.account().balances?.byTarget.get(resourceId)?.currencyValueInCents;
  }

  /** How Vercel would read the resource now: its status, and the title of what is shown beside it. */
  async shown({ team, resourceId }: Customer): Promise<readonly [status: string, title: string | undefined]> {
    const [resource] = await team.listResources([resourceId]);
    return [resource?.status ?? 'none', resource?.notification?.title];
  }
}
