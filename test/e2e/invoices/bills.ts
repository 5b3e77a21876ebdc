import type { Team } from '#libs/vercel-simulator';
import type { Prepared, InvoiceDraft } from '../../../src/modules/billing/invoices/index.js';
import { Invoices } from '../../../src/modules/billing/invoices/index.js';
import { Clock } from '../../../src/platform/clock/index.js';
import { UnitOfWork } from '../../../src/platform/database/index.js';
import type { Shop } from '../../support/shop/index.js';

const DAY_MS = 86_400_000;

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

  get invoices(): Invoices {
    return this.shop.server.app.get(Invoices, { strict: false });
  }

  now(): Date {
    return this.shop.server.app.get(Clock).now();
  }
}
