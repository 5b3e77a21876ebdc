import type { Team } from '#libs/vercel-simulator';
import type { Prepared, InvoiceDraft } from '../../../src/modules/billing/invoices/index.js';
import { Invoices } from '../../../src/modules/billing/invoices/index.js';
import { FindDueInvoices } from '../../../src/modules/billing/invoices/jobs/find-due-invoices.job.js';
import { Clock } from '../../../src/platform/clock/index.js';
import { UnitOfWork } from '../../../src/platform/database/index.js';
import type { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';

const DAY_MS = 86_400_000;

const STANDING = `SELECT state, vercel_id AS "vercelId", problem, failed_at AS "failedAt", attempts, refunded_cents::integer AS "refundedCents",
    paid_at AS "paidAt", due_at AS "dueAt"
  FROM invoices WHERE installation_id = $1 AND id = $2`;

const MOVE_CLOCK = `INSERT INTO clock_offsets AS c (id, offset_ms) VALUES (1, $1::bigint)
  ON CONFLICT (id) DO UPDATE SET offset_ms = c.offset_ms + excluded.offset_ms`;

/** Where an invoice stands. */
interface Standing extends Record<string, unknown> {
  readonly state: string;
  readonly vercelId: string | null;
  readonly problem: string | null;
  readonly failedAt: readonly string[];
  readonly attempts: number;
  readonly refundedCents: number;
  readonly paidAt: Date | null;
  readonly dueAt: Date | null;
}

/** Who is invoiced, for what. */
export interface Customer {
  readonly team: Team;
  readonly installationId: string;
  readonly resourceId: string;
}

/** Customers of a shop, and what they are invoiced. */
export class Bills {
  private names = 0;

  constructor(readonly shop: Shop) {}

  /** A team with a resource on a plan that costs. */
  async customer(): Promise<Customer> {
    this.names += 1;
    const team = this.shop.server.vercel.team(`Team ${this.names}`);
    await team.install();
    const { id } = await team.provision({ product: 'shop', plan: 'pro', name: 'main' });
    return { team, installationId: team.installation().id, resourceId: id };
  }

  /** One line of 20.00 for the day around now, unless told otherwise. */
  draft({ installationId, resourceId }: Customer, other: Partial<InvoiceDraft> = {}): InvoiceDraft {
    const now = this.now();
    const period = { start: new Date(now.getTime() - DAY_MS), end: new Date(now.getTime() + DAY_MS) };
    const of = { billingPlanId: 'pro', resourceId, name: 'Pro' };
    return {
      installationId,
      externalId: `${installationId}:first`,
      kind: 'arrears',
      period,
      invoiceDate: now,
      items: [{ ...of, price: '20.00', quantity: 1, units: 'period', total: '20.00' }],
      discounts: [],
      totalCents: 2_000,
      accounts: [{ resourceId, planId: 'pro', periodStart: period.start, cents: 2_000, nature: 'first' }],
      isFinal: false,
      heldBecause: null,
      ...other,
    };
  }

  /** In a unit of work of its own. */
  prepare(draft: InvoiceDraft): Promise<Prepared> {
    return this.shop.server.app.get(UnitOfWork).run(() => this.invoices.prepare(draft));
  }

  /** An invoice of the customer that is written down, under our id. */
  async invoiced(customer: Customer, other: Partial<InvoiceDraft> = {}): Promise<string> {
    return (await this.prepare(this.draft(customer, other))).id;
  }

  /** What is on record of the invoice. */
  async standing({ installationId }: Customer, id: string): Promise<Standing> {
    const [row] = await this.shop.sql<Standing>(STANDING, [installationId, id]);
    if (row === undefined) throw new Error(`no invoice ${id}`);
    return row;
  }

  async untilState(customer: Customer, id: string, state: string): Promise<void> {
    await until(async () => (await this.standing(customer, id)).state === state);
  }

  /** Lets time go by, here and at Vercel, until all that follows from it has happened. */
  async pass(duration: string): Promise<void> {
    const { vercel, app } = this.shop.server;
    await this.shop.settled();
    const before = vercel.clock.now();
    vercel.clock.advance(duration);
    const ms = Math.round((vercel.clock.now().getTime() - before.getTime()) / 1_000) * 1_000;
    await this.shop.sql(MOVE_CLOCK, [ms]);
    await app.get(Clock).refresh();
    await vercel.settled();
    await this.look();
  }

  /** Has the ticks look around, and waits for what they find. */
  async look(): Promise<void> {
    await this.shop.settled();
    await this.shop.server.app.get(FindDueInvoices, { strict: false }).run();
    await this.shop.settled();
  }

  /** How often Vercel's API was called for the customer, by method and what comes after `/billing/invoices`. */
  calls({ installationId }: Customer, method: string): number {
    const { calls } = this.shop.server.vercel.record;
    return calls.filter(
      (call) =>
        call.installationId === installationId && call.method === method && call.path.includes('/billing/invoices'),
    ).length;
  }

  get invoices(): Invoices {
    return this.shop.server.app.get(Invoices, { strict: false });
  }

  now(): Date {
    return this.shop.server.app.get(Clock).now();
  }
}
