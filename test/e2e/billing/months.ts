import { randomUUID } from 'node:crypto';
import type { Team } from '#libs/vercel-simulator';
import { FinalInvoice } from '../../../src/modules/billing/closing/index.js';
import { FindDueBilling } from '../../../src/modules/billing/closing/jobs/find-due-billing.job.js';
import { Shop } from '../../support/shop/index.js';
import { Hours } from './hours.js';

const USAGE_KEY = 'usage-key-of-the-tests';

/** The key of an operator who may do everything. */
export const OPERATOR = 'admin-key-of-the-tests';

/** An invoice as it was written down. */
export interface Bill {
  readonly kind: string;
  readonly external_id: string;
  readonly period_start: Date;
  readonly period_end: Date;
  readonly invoice_date: Date;
  readonly items: readonly { readonly name: string; readonly total: string; readonly billingPlanId: string }[];
  readonly discounts: readonly { readonly name: string; readonly amount: string }[];
  readonly total_cents: number;
  readonly is_final: boolean;
  readonly state: string;
  readonly problem: string | null;
}

/** Months of a shop that sells plans of every kind. */
export class Months extends Hours {
  private resources = 0;

  static async open(env: Readonly<Record<string, string>> = {}): Promise<Months> {
    const keys = { USAGE_API_KEYS: `meter:${USAGE_KEY}`, ADMIN_API_KEYS: `tests:${OPERATOR}` };
    return new Months(await Shop.open({ billing: 'priced', env: { ...keys, ...env } }));
  }

  /** A resource of a team on a plan; gives its id. */
  async buy(team: Team, plan: string): Promise<string> {
    this.resources += 1;
    const { id } = await team.provision({ product: 'shop', plan, name: `resource ${this.resources}` });
    return id;
  }

  /** Lets everything be done that is due by now. */
  async work(): Promise<void> {
    await this.shop.server.app.get(FindDueBilling, { strict: false }).run();
    await this.shop.settled();
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

  /** Everything that was invoiced, in the order in which it was. */
  async bills(team: Team): Promise<readonly Bill[]> {
    const rows = await this.shop.sql<Bill & { total_cents: string }>(
      'SELECT * FROM invoices WHERE installation_id = $1 ORDER BY created_at, external_id',
      [team.installation().id],
    );
    return rows.map((row) => ({ ...row, total_cents: Number(row.total_cents) }));
  }

  /** The periods that are over. */
  periods(team: Team): Promise<Record<string, unknown>[]> {
    return this.shop.sql(
      `SELECT period_start, period_end, events::integer, carried_in_cents::integer AS carried_in, carried_out_cents::integer AS carried_out,
         outcome, cents::integer FROM billing_periods WHERE installation_id = $1 ORDER BY period_start`,
      [team.installation().id],
    );
  }

  /** So many hours of compute at an instant. */
  async use(resourceId: string, hours: string, at: Date = this.clock.now()): Promise<void> {
    const event = { specversion: '1.0', id: randomUUID(), source: '/meter', type: 'compute', subject: resourceId };
    const answer = await fetch(`${this.shop.server.url}/usage/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${USAGE_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify([{ ...event, time: at.toISOString(), data: { value: hours } }]),
    });
    const text = await answer.text();
    if (!text.includes('"accepted"')) throw new Error(text);
  }

  /** What the settlement of an uninstall asks for. */
  finish(team: Team): ReturnType<FinalInvoice['prepare']> {
    return this.shop.server.app.get(FinalInvoice, { strict: false }).prepare(team.installation().id);
  }
}
