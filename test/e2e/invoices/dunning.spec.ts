import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FindLongUnpaid } from '../../../src/modules/billing/invoices/jobs/find-long-unpaid.job.js';
import { Ticks } from '../../../src/platform/jobs/index.js';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Bills, type Customer } from './bills.js';

/** What one customer has not paid. */
class Debt {
  constructor(
    private readonly bills: Bills,
    readonly customer: Customer,
    readonly id: string,
  ) {}

  /** A customer whose card declines, with an invoice that was sent. */
  static async of(bills: Bills): Promise<Debt> {
    const customer = await bills.customer();
    customer.team.billing.useCard('declines');
    const debt = new Debt(bills, customer, await bills.invoiced(customer));
    await bills.untilState(customer, debt.id, 'pending');
    return debt;
  }

  /** … and has not paid it for 15 days. */
  static async overdue(bills: Bills): Promise<Debt> {
    const debt = await Debt.of(bills);
    for (const time of ['PT2H', 'P15D', 'PT2H']) await bills.pass(time);
    await bills.untilState(debt.customer, debt.id, 'overdue');
    return debt;
  }

  get isShut(): boolean {
    return this.bills.shop.driver.instances.get(this.customer.resourceId)?.suspended === true;
  }

  /** Whether the product has it at all. */
  get isThere(): boolean {
    return this.bills.shop.driver.instances.has(this.customer.resourceId);
  }

  /** What the customer reads at Vercel. */
  notification(): unknown {
    return this.customer.team.installation().notification;
  }

  async pay(id: string = this.id): Promise<void> {
    this.customer.team.billing.pay((await this.bills.standing(this.customer, id)).vercelId ?? '');
    await this.bills.shop.server.vercel.settled();
    await this.bills.untilState(this.customer, id, 'paid');
    await this.bills.shop.settled();
  }
}

describe('an invoice that is not paid', () => {
  let shop: Shop;
  let bills: Bills;
  beforeAll(async () => {
    shop = await Shop.open({ env: { ALLOW_DESTRUCTION_AFTER_OVERDUE: 'true' } });
    bills = new Bills(shop);
    shop.server.app.get(Ticks).stop();
  });
  afterAll(() => shop.close());

  /** The one that destroys runs here alone, so that nothing is destroyed too early for a test. */
  const tick = async (): Promise<void> => {
    await shop.server.app.get(FindLongUnpaid, { strict: false }).run();
    await shop.settled();
  };

  it('is told of with the first failed attempt, which takes nothing away, and no more once it is paid', async () => {
    const debt = await Debt.of(bills);
    await bills.pass('PT2H');
    await bills.untilState(debt.customer, debt.id, 'notpaid');
    await until(() => debt.notification() !== undefined && debt.notification() !== null);
    expect(debt.notification()).toMatchObject({
      level: 'warn',
      title: 'Payment failed',
      message: expect.stringContaining('$20.00'),
      href: expect.stringMatching(/^sso:http/),
    });
    await shop.settled();
    expect(debt.isShut).toBe(false);
    await debt.pay();
    await until(() => !debt.notification());
  });

  it('is told of without what was paid back of it', async () => {
    const debt = await Debt.of(bills);
    await shop.sql('UPDATE invoices SET refunded_cents = 500 WHERE id = $1', [debt.id]);
    await bills.pass('PT2H');
    await bills.untilState(debt.customer, debt.id, 'notpaid');
    await until(() => JSON.stringify(debt.notification() ?? '').includes('Payment failed'));
    expect(debt.notification()).toMatchObject({ message: expect.stringContaining('$15.00') });
  });

  it('takes everything out of use when it is overdue, and gives it back when it is paid', async () => {
    const debt = await Debt.overdue(bills);
    await until(() => debt.isShut);
    await until(() => JSON.stringify(debt.notification() ?? '').includes('Payment overdue'));
    expect(debt.notification()).toMatchObject({ level: 'error', href: expect.stringMatching(/^sso:/) });
    expect(debt.customer.team.installation().resources.get(debt.customer.resourceId)?.status).toBe('suspended');
    await debt.pay();
    await until(() => !debt.isShut);
    await until(() => !debt.notification());
  });

  it('keeps everything out of use until no other is overdue either', async () => {
    const debt = await Debt.overdue(bills);
    const other = await bills.invoiced(debt.customer, { externalId: 'another', accounts: [] });
    await bills.untilState(debt.customer, other, 'pending');
    for (const time of ['PT2H', 'P15D', 'PT2H']) await bills.pass(time);
    await bills.untilState(debt.customer, other, 'overdue');
    await debt.pay();
    expect(debt.isShut).toBe(true);
    await debt.pay(other);
    await until(() => !debt.isShut);
  });

  it('destroys nothing for 15 days, then what it is for, and Vercel knows', async () => {
    const debt = await Debt.overdue(bills);
    const other = await debt.customer.team
      .provision({ product: 'shop', plan: 'free', name: 'unbilled' })
      .catch(() => null);
    expect(other).toBeNull();
    await bills.pass('P14DT21H');
    await tick();
    expect(debt.isThere).toBe(true);
    await bills.pass('PT6H');
    await tick();
    await until(() => !debt.isThere);
    await until(() => !debt.customer.team.installation().resources.has(debt.customer.resourceId));
    const said = `SELECT details FROM audit_entries WHERE subject = $1 AND action = 'invoice.resources-destroyed'`;
    expect(await shop.sql(said, [debt.id])).toEqual([{ details: { resources: [debt.customer.resourceId] } }]);
    await tick();
    expect(await shop.sql(said, [debt.id])).toHaveLength(1);
  });

  it('destroys nothing when it was paid and nobody has heard of that', async () => {
    const debt = await Debt.overdue(bills);
    await bills.pass('P15DT3H');
    const { webhooks } = shop.server.vercel;
    webhooks.hold();
    debt.customer.team.billing.pay((await bills.standing(debt.customer, debt.id)).vercelId ?? '');
    await tick();
    await bills.look();
    await bills.untilState(debt.customer, debt.id, 'paid');
    expect(debt.isThere).toBe(true);
    await webhooks.release();
    await shop.settled();
  });

  it('destroys nothing while Vercel cannot be asked', async () => {
    const debt = await Debt.overdue(bills);
    await bills.pass('P15DT3H');
    const path = new RegExp(`${debt.customer.installationId}/billing/invoices/`);
    const status = {
      kind: 'status',
      status: 403,
      body: { error: { code: 'integration_configuration_disabled' } },
    } as const;
    const fault = shop.server.vercel.faults.add({ on: 'vercel-api', method: 'GET', path, ...status });
    await tick();
    expect(debt.isThere).toBe(true);
    fault.remove();
  });
});

describe('an invoice that is overdue for ever', () => {
  it('destroys nothing as long as the operator has not allowed it', async () => {
    const shop = await Shop.open();
    const bills = new Bills(shop);
    const debt = await Debt.overdue(bills);
    await bills.pass('P60D');
    await shop.server.app.get(FindLongUnpaid, { strict: false }).run();
    await shop.settled();
    expect([debt.isThere, (await bills.standing(debt.customer, debt.id)).state]).toEqual([true, 'overdue']);
    await shop.close();
  });
});
