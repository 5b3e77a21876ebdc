import { randomUUID } from 'node:crypto';
import type { Team } from '#libs/vercel-simulator';
import { Bills } from '../../e2e/invoices/bills.js';
import { HANDLED, INVOICE_STATE, LETTER, RELATIONS, RESOURCE_STATE } from './admin-rows.js';
import { type FuzzShop, KEYS } from './fuzz-shop.js';
import type { Subject } from './ground.js';

/** Of an invoice: more than all refunds that could be drawn. */
const CENTS = 100_000_000_000;
const STATES = ['held', 'parked', 'paid', 'overdue', 'void'];

type Told = Readonly<Record<string, unknown>> & { readonly next?: unknown };

/** Customers with something of everything that operators look at. */
export class AdminStock {
  private drafts = 0;
  private readonly bills: Bills;

  /** What an action or a look needs that a resource in use alone is not, by its path. */
  private readonly making: readonly (readonly [RegExp, () => Promise<Subject>])[] = [
    [/\/jobs\/dead/, () => this.letter()],
    [/\/webhooks\/\{id\}/, () => this.idOf(HANDLED)],
    [/\/invoices\/\{id\}\/refunds$/, () => this.invoice('paid')],
    [/\/invoices\/\{id\}\/retry$/, () => this.invoice('parked')],
    [/\/invoices\/\{id\}/, () => this.invoice('held')],
    [/\/\{discountId\}$/, () => this.discount()],
    [/\/finish-onboarding$/, () => this.resource('onboarding')],
    [/\/resources\/\{resourceId\}\/retry$/, () => this.resource('pending')],
    [/\/resources\/\{resourceId\}/, () => this.resource('ready')],
  ];

  private constructor(
    private readonly fuzz: FuzzShop,
    private readonly team: Team,
    private readonly base: Subject,
  ) {
    this.bills = new Bills(fuzz.shop);
  }

  static async fill(fuzz: FuzzShop): Promise<AdminStock> {
    const { team, subject } = await fuzz.pair();
    const stock = new AdminStock(fuzz, team, subject);
    await stock.relate();
    for (const state of STATES) await stock.invoice(state);
    for (const make of [stock.letter, stock.discount]) await Promise.all([make.call(stock), make.call(stock)]);
    return stock;
  }

  /** Something that the call can succeed with. Of a kind that nobody has thought of: the first that its list has. */
  async subjectFor(path: string): Promise<Subject> {
    const [, make] = this.making.find(([pattern]) => pattern.test(path)) ?? [];
    const [list, rest] = path.split('/{id}');
    const made = rest === undefined || list === undefined ? {} : { id: await this.firstOf(list) };
    return { ...this.base, ...(make === undefined ? made : await make()) };
  }

  /** Where the second page of a list begins. */
  async cursorOf(list: string): Promise<string> {
    const { next } = await this.ask(`GET ${list}?limit=1`);
    return typeof next === 'string' ? next : 'none';
  }

  private async firstOf(list: string): Promise<string> {
    const [all] = Object.values(await this.ask(`GET ${list}?limit=1`));
    return String(Object([all].flat()[0]).id);
  }

  private letter(): Promise<Subject> {
    this.drafts += 1;
    return this.idOf(LETTER, [this.installationId, this.drafts]);
  }

  private async invoice(state: string): Promise<Subject> {
    this.drafts += 1;
    const externalId = `${this.installationId}:${this.drafts}`;
    const customer = {
      team: this.team,
      installationId: this.installationId,
      resourceId: this.base['resourceId'] ?? '',
    };
    const item = { billingPlanId: 'pro', name: 'Pro', price: '1000000000.00', quantity: 1, units: 'period' };
    const items = [{ ...item, resourceId: customer.resourceId, total: '1000000000.00' }];
    const id = await this.bills.invoiced(customer, { externalId, items, totalCents: CENTS, accounts: [] });
    await this.fuzz.shop.sql(INVOICE_STATE, [this.installationId, id, state, `mi_${externalId}`]);
    return { id };
  }

  private async discount(): Promise<Subject> {
    const wish = { name: 'Friends', percentage: '10', reason: 'They asked' };
    const path = `/admin/v1/installations/${this.installationId}/billing/discounts`;
    return { discountId: String((await this.ask(`POST ${path}`, wish))['id']) };
  }

  private async resource(state: string): Promise<Subject> {
    await this.fuzz.shop.sql(RESOURCE_STATE, [this.installationId, this.base['resourceId'], state]);
    return {};
  }

  private async idOf(statement: string, values: readonly unknown[] = []): Promise<Subject> {
    const [row] = await this.fuzz.shop.sql<{ id: string }>(statement, values);
    if (row === undefined) throw new Error(`nothing from ${statement}`);
    return { id: row.id };
  }

  /** What belongs to a customer beside resources, and another one who leaves. */
  private async relate(): Promise<void> {
    const { installationId, team } = this;
    for (const row of RELATIONS) await this.fuzz.shop.sql(row, [installationId, this.base['resourceId']]);
    for (const role of ['USER', 'ADMIN'] as const) await team.webhooks.changeMember(`user_${role}`, role);
    await this.ask(`POST /admin/v1/installations/${installationId}/billing/adjustments`, {
      amount: '5.00',
      reason: 'x',
    });
    await this.ask(`POST /admin/v1/installations/${installationId}/notification`, { level: 'info', title: 'Hello' });
    await (await this.fuzz.pair()).team.uninstall();
  }

  private get installationId(): string {
    return this.base['installationId'] ?? '';
  }

  private async ask(call: string, body?: object): Promise<Told> {
    const [method = '', path = ''] = call.split(' ');
    const answer = await fetch(this.fuzz.shop.server.url + path, {
      method,
      headers: {
        authorization: `Bearer ${KEYS.all}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${call} gave ${answer.status} ${text}`);
    return Object(text === '' ? {} : JSON.parse(text)) as Told;
  }
}
