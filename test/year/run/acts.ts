import { randomUUID } from 'node:crypto';
import { type Team } from '#libs/vercel-simulator';
import type { Act, Discount, Use } from '../life/life.js';
import { ADMIN, type Product, USAGE_KEY } from './product.js';

const BATCH = 1_000;

/** What became of what was told: how often each status, with the reason of the refused. */
export type Told = Readonly<Record<string, number>>;

/** Does what a life says, at Vercel and as the provider's meters. */
export class Acts {
  /** Customers who owed nothing when they left, so that they were gone at once. */
  readonly goneAtOnce = new Set<string>();
  private readonly resources = new Map<string, string>();
  private readonly names = new Map<string, string>();

  constructor(private readonly product: Product) {}

  team(customer: string): Team {
    return this.product.server.vercel.team(customer);
  }

  /** The id of a resource that has been sold. */
  idOf(resource: string): string {
    const id = this.resources.get(resource);
    if (id === undefined) throw new Error(`${resource} has not been sold`);
    return id;
  }

  /** The name that the life has for a resource. */
  nameOf(id: string): string {
    return this.names.get(id) ?? id;
  }

  async run(customer: string, act: Act): Promise<void> {
    const team = this.team(customer);
    if (act.kind === 'install') await team.install();
    else if (act.kind === 'use-card') team.billing.useCard(act.card);
    else if (act.kind === 'pay-debts') payDebts(team);
    else if (act.kind === 'grant-discount') await this.grant(team, act.discount);
    else if (act.kind === 'provision') await this.provision(team, act);
    else if (act.kind === 'change-plan') await team.changePlan(this.idOf(act.resource), act.plan);
    else if (act.kind === 'remove') await team.remove(this.idOf(act.resource));
    else if (act.kind === 'buy')
      await team.billing.buyCredits({ amount: dollars(act.cents), resourceId: this.idOf(act.resource) });
    else if (act.kind === 'top-up') this.topUp(team, act);
    else if (act.kind === 'refund-invoice') refundLast(team, act.cents);
    else if (act.kind === 'refund-credits') this.refund(team, act);
    else if (act.kind === 'uninstall') await this.uninstall(team, customer);
  }

  /** Tells uses in batches, of all customers together. */
  async tell(uses: readonly Use[]): Promise<Told> {
    const statuses: Record<string, number> = {};
    for (let from = 0; from < uses.length; from += BATCH) {
      const told = await this.send(uses.slice(from, from + BATCH));
      for (const { status, reason } of told) {
        const what = reason ?? status;
        statuses[what] = (statuses[what] ?? 0) + 1;
      }
    }
    return statuses;
  }

  private async provision(team: Team, { resource, plan }: { resource: string; plan: string }): Promise<void> {
    const sold = await team.provision({ product: 'shop', plan, name: resource });
    this.resources.set(resource, sold.id);
    this.names.set(sold.id, resource);
  }

  private async grant(team: Team, discount: Discount): Promise<void> {
    const { url } = this.product.server;
    const response = await fetch(`${url}/admin/v1/installations/${team.installation().id}/billing/discounts`, {
      method: 'POST',
      headers: { ...ADMIN, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ name: 'Agreed', reason: 'agreed with the customer', ...discount }),
    });
    if (!response.ok) throw new Error(`A discount gave ${response.status} ${await response.text()}`);
  }

  private async uninstall(team: Team, customer: string): Promise<void> {
    const { state } = await team.uninstall();
    if (state === 'removed') this.goneAtOnce.add(customer);
  }

  private topUp(team: Team, { resource, below, cents }: Extract<Act, { kind: 'top-up' }>): void {
    team.billing.topUpWhenLow({ resourceId: this.idOf(resource), thresholdInCents: below, amount: dollars(cents) });
  }

  /** Of the first purchase, whoever it was by. */
  private refund(team: Team, { resource, cents }: Extract<Act, { kind: 'refund-credits' }>): void {
    const id = this.idOf(resource);
    const bought = team.billing
      .invoices()
      .find(({ kind, items }) => kind === 'prepayment' && items[0]?.resourceId === id);
    if (bought !== undefined) team.billing.refund(bought.invoiceId, { amount: dollars(cents) });
  }

  private async send(uses: readonly Use[]): Promise<readonly { status: string; reason?: string }[]> {
    const response = await fetch(`${this.product.server.url}/usage/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${USAGE_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(uses.map((use) => this.event(use))),
    });
    const body = await response.text();
    if (response.status !== 200) throw new Error(`A batch of usage gave ${response.status} ${body}`);
    return (JSON.parse(body) as { results: { status: string; reason?: string }[] }).results;
  }

  private event({ id, resource, meter, at, value, reason }: Use): object {
    return {
      specversion: '1.0',
      id,
      source: '/meters/year',
      type: meter,
      subject: this.idOf(resource),
      time: new Date(at).toISOString(),
      data: { value, ...(reason === null ? {} : { reason }) },
    };
  }
}

/** The card pays again, and the customer pays by herself what Vercel does not try to collect any more. */
function payDebts({ billing }: Team): void {
  billing.useCard('pays');
  for (const { invoiceId, state } of billing.invoices())
    if (state === 'notpaid' || state === 'overdue') billing.pay(invoiceId);
}

function dollars(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/** A part of the last invoice that was paid and of which nothing was given back, by Vercel's support. */
function refundLast(team: Team, cents: number): void {
  const paid = team.billing.invoices().findLast(({ kind, state }) => kind === 'subscription' && state === 'paid');
  if (paid !== undefined) team.billing.refund(paid.invoiceId, { amount: dollars(cents) });
}
