import { randomUUID } from 'node:crypto';
import type { Team } from '#libs/vercel-simulator';
import { FinalInvoice } from '../../../src/modules/billing/closing/index.js';
import { BringBillingForward } from '../../../src/modules/billing/closing/jobs/bring-billing-forward.job.js';
import { AdvanceInvoice } from '../../../src/modules/billing/invoices/jobs/advance-invoice.job.js';
import { Shop } from '../../support/shop/index.js';
import { Hours } from './hours.js';

const USAGE_KEY = 'usage-key-of-the-tests';

/** The key of an operator who may do everything. */
export const OPERATOR = 'admin-key-of-the-tests';

/** An invoice as Vercel has it, with its lines as name and amount. */
export interface Invoiced {
  readonly kind: string;
  readonly start: string;
  readonly end: string;
  readonly total: string;
  readonly items: readonly string[];
  readonly discounts: readonly string[];
  readonly isFinal: boolean;
}

/** Months of a shop that sells plans of every kind; without workers unless they are asked for. */
export class Months extends Hours {
  private resources = 0;

  static async open(env: Readonly<Record<string, string>> = {}, workers: 'running' | 'off' = 'off'): Promise<Months> {
    const keys = { USAGE_API_KEYS: `meter:${USAGE_KEY}`, ADMIN_API_KEYS: `tests:${OPERATOR}` };
    return new Months(await Shop.open({ billing: 'priced', workers, env: { ...keys, ...env } }));
  }

  /** A resource of a team on a plan; gives its id. */
  async buy(team: Team, plan: string): Promise<string> {
    this.resources += 1;
    const { id } = await team.provision({ product: 'shop', plan, name: `resource ${this.resources}` });
    return id;
  }

  /** Does everything that is due by now. */
  async work(): Promise<void> {
    const due = await this.shop.sql<{ id: string }>(
      'SELECT installation_id AS id FROM billing_accounts WHERE due_at <= $1 ORDER BY due_at',
      [this.clock.now()],
    );
    const forward = this.shop.server.app.get(BringBillingForward, { strict: false });
    for (const { id: installationId } of due) await forward.run({ installationId });
    await this.send();
  }

  /** Sends every invoice that is not held for an operator, the final one last. */
  async send(): Promise<void> {
    const prepared = await this.shop.sql<{ installationId: string; invoiceId: string }>(
      `SELECT installation_id AS "installationId", id AS "invoiceId" FROM invoices WHERE state = 'prepared' ORDER BY is_final, period_start`,
    );
    const advance = this.shop.server.app.get(AdvanceInvoice, { strict: false });
    for (const invoice of prepared) await advance.run(invoice);
  }

  /** Lets time go by until a while after an instant, and everything be done that is due then. */
  async reach(instant: Date, seconds = 7_200): Promise<void> {
    await this.passTo(new Date(instant.getTime() + seconds * 1_000));
    await this.work();
  }

  /** The end of the period that is open. */
  async periodEnd(team: Team): Promise<Date> {
    const [row] = await this.shop.sql<{ period_end: Date }>(
      'SELECT period_end FROM billing_accounts WHERE installation_id = $1',
      [team.installation().id],
    );
    if (row === undefined) throw new Error('There is no billing account');
    return row.period_end;
  }

  /** Lets so many periods end, one after the other, and each be closed. */
  async close(team: Team, periods = 1): Promise<void> {
    for (let period = 0; period < periods; period += 1) await this.reach(await this.periodEnd(team));
  }

  /** Everything that was invoiced, by their dates. */
  invoices(team: Team): readonly Invoiced[] {
    const invoices = team.billing.invoices().toSorted((one, other) => +one.invoiceDate - +other.invoiceDate);
    return invoices.map(({ externalId = '', period, total, items, discounts, final: isFinal }) => ({
      kind: externalId.split('-')[0] ?? '',
      start: period.start.toISOString(),
      end: period.end.toISOString(),
      total,
      items: items.map((item) => `${item.name} ${item.total}`),
      discounts: discounts.map(({ name, amount }) => `${name} ${amount}`),
      isFinal,
    }));
  }

  /** The periods that are over. */
  periods(team: Team): Promise<Record<string, unknown>[]> {
    return this.shop.sql(
      `SELECT period_start, period_end, events::integer, carried_in_cents::integer AS carried_in, carried_out_cents::integer AS carried_out,
         outcome, cents::integer FROM billing_periods WHERE installation_id = $1 ORDER BY period_start`,
      [team.installation().id],
    );
  }

  /** So many hours of compute at an instant; fewer than none correct what was told before. */
  async use(resourceId: string, hours: string, at: Date = this.clock.now()): Promise<void> {
    const data = { value: hours, ...(hours.startsWith('-') ? { reason: 'counted twice' } : {}) };
    const event = { specversion: '1.0', id: randomUUID(), source: '/meter', type: 'compute', subject: resourceId };
    const answer = await fetch(`${this.shop.server.url}/usage/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${USAGE_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify([{ ...event, time: at.toISOString(), data }]),
    });
    const text = await answer.text();
    if (!text.includes('"accepted"')) throw new Error(text);
  }

  /** What the settlement of an uninstall asks for. */
  async finish(team: Team): ReturnType<FinalInvoice['prepare']> {
    const bill = await this.shop.server.app.get(FinalInvoice, { strict: false }).prepare(team.installation().id);
    await this.send();
    return bill;
  }
}
