import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PushRequests } from '../../../src/modules/billing/index.js';
import { AccountRound } from '../../../src/modules/billing/credits/account-round.service.js';
import { UnitOfWork } from '../../../src/platform/database/index.js';
import { Cashier, type Customer } from './cashier.js';

/** What Vercel was told at a time. */
interface Told {
  readonly at: string;
  readonly cents: number | undefined;
}

describe('balances', () => {
  let till: Cashier;
  beforeAll(async () => {
    till = await Cashier.open();
  });
  afterAll(() => till.shop.close());

  const push = ({ id }: Customer) => {
    const { app } = till.shop.server;
    return app.get(UnitOfWork).run(() => app.get(PushRequests, { strict: false }).soon(id));
  };
  const pushed = ({ id, resourceId }: Customer): readonly Told[] =>
    till.shop.server.vercel.record.calls
      .filter(({ path }) => path.endsWith(`${id}/billing/balance`))
      .map(
        ({ body }) =>
          body as { timestamp: string; balances: readonly { resourceId?: string; currencyValueInCents: number }[] },
      )
      .map(({ timestamp, balances }) => ({
        at: timestamp,
        cents: balances.find((balance) => balance.resourceId === resourceId)?.currencyValueInCents,
      }));

  it('are right at last, and no timestamp is given twice, when purchases, usage, refunds and pushes meet', async () => {
    const customer = await till.customer('endless');
    const { invoiceId } = await till.buy(customer, '50.00');
    const round = till.shop.server.app.get(AccountRound, { strict: false });
    const answers: Told[] = [];
    const grant = async (): Promise<void> => {
      const invoice = till.paid(customer, '1.00');
      const { timestamp, balances } = await customer.team.billing.grant(invoice.invoiceId);
      answers.push({ at: timestamp, cents: balances[0]?.currencyValueInCents });
    };
    const use = async (): Promise<void> => {
      await till.use(customer, '3');
      await round.run(customer.id, 'recent');
    };
    const refund = async (): Promise<void> => void customer.team.billing.refund(invoiceId, { amount: '10.00' });
    await Promise.all(
      Array.from({ length: 8 }, () => [grant(), use(), push(customer)])
        .flat()
        .concat(refund()),
    );
    await till.burn(customer);
    await push(customer);
    await till.settled();
    const expected = 5_000 + 8 * 100 - 8 * 30 - 1_000;
    expect([await till.balance(customer), till.told(customer)]).toEqual([expected, expected]);
    const told = [...answers, ...pushed(customer)].toSorted((one, other) => one.at.localeCompare(other.at));
    expect(new Set(told.map(({ at }) => at)).size).toBe(told.length);
    expect(told.at(-1)?.cents).toBe(expected);
    expect(till.shop.server.vercel.violations).toEqual([]);
  });

  it('are charged once by rounds that meet, and by a round that meets a hand-over', async () => {
    const [source, target] = [await till.customer(), await till.customer()];
    await till.buy(source, '10.00');
    await till.use(source, '10');
    const round = till.shop.server.app.get(AccountRound, { strict: false });
    const rounds = [source, source, target, source].map(({ id }) => round.run(id, 'all'));
    await Promise.all([...rounds, source.team.transfer([source.resourceId], target.team)]);
    await till.settled();
    expect([
      (await till.balances(source))[source.resourceId],
      (await till.balances(target))[source.resourceId],
    ]).toEqual([0, 900]);
  });
});
