import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Nights } from '../reconciliation/nights.js';
import { Cashier } from './cashier.js';

const DAY = 86_400;

describe('what is used on credits', () => {
  let till: Cashier;
  beforeAll(async () => {
    till = await Cashier.open();
  });
  afterAll(() => till.shop.close());

  it('is taken once, by what it has come to, and given back where it is corrected', async () => {
    const customer = await till.customer();
    await till.buy(customer, '10.00');
    await till.use(customer, '12');
    await till.burn(customer);
    await till.burn(customer);
    expect(await till.balance(customer)).toBe(880);
    await till.use(customer, '0.5');
    await Promise.all([till.burn(customer), till.burn(customer)]);
    expect(await till.balance(customer)).toBe(875);
    await till.use(customer, '-2');
    await till.burn(customer);
    expect(await till.balance(customer)).toBe(895);
    const burns = (await till.ledger(customer)).filter(({ kind }) => kind === 'burn');
    expect(burns.map(({ cents }) => cents)).toEqual([-120, -5, 20]);
  });

  it('is taken from the resource first, then from the installation', async () => {
    const customer = await till.customer('endless');
    await till.buy(customer, '1.00');
    await till.buyForAll(customer, '2.00');
    await till.use(customer, '15');
    await till.burn(customer);
    expect(await till.balances(customer)).toEqual({ [customer.resourceId]: 0, [customer.id]: 150 });
    await till.use(customer, '20');
    await till.burn(customer);
    expect(await till.balances(customer)).toEqual({ [customer.resourceId]: -50, [customer.id]: 0 });
    await till.buyForAll(customer, '2.00');
    expect(await till.balances(customer)).toEqual({ [customer.resourceId]: 0, [customer.id]: 150 });
  });

  it('is taken without anybody asking, soon after it was told', async () => {
    const customer = await till.customer();
    await till.buy(customer, '10.00');
    await till.use(customer, '10');
    await till.pass(120);
    await till.minute();
    expect(await till.balance(customer)).toBe(900);
  });

  it('is taken of a period that is over as well, when it is told late', async () => {
    const customer = await till.customer();
    await till.buy(customer, '10.00');
    const before = till.clock.now();
    await till.pass(32 * DAY);
    await till.burn(customer);
    expect(await till.balance(customer)).toBe(1_000);
    await till.use(customer, '10', before);
    await till.use(customer, '5');
    await till.burn(customer);
    expect(await till.balance(customer)).toBe(850);
    await till.burn(customer);
    expect((await till.ledger(customer)).filter(({ kind }) => kind === 'burn')).toHaveLength(2);
  });

  it('is taken also of the periods after it into which a level went on that was told late', async () => {
    const customer = await till.customer();
    await till.buy(customer, '100.00');
    const before = till.clock.now();
    for (let period = 0; period < 2; period += 1) {
      await till.pass(32 * DAY);
      await till.burn(customer);
    }
    await till.use(customer, '3', before, 'seats');
    await till.burn(customer);
    expect(await till.balance(customer)).toBe(10_000 - 3 * 300);
  });

  it('is taken at night where it is of a period long over', async () => {
    const customer = await till.customer();
    await till.buy(customer, '10.00');
    const before = till.clock.now();
    await till.pass(100 * DAY);
    await till.burn(customer);
    await till.use(customer, '10', before);
    await till.burn(customer);
    expect(await till.balance(customer)).toBe(1_000);
    await new Nights(till.shop).pass();
    await till.settled();
    expect(await till.balance(customer)).toBe(900);
  });

  it('puts a resource out of use when nothing is left, and a purchase back in use', async () => {
    const customer = await till.customer();
    expect(await till.shown(customer)).toEqual(['ready', undefined]);
    await till.buy(customer, '3.00');
    await till.use(customer, '11');
    await till.burn(customer);
    expect(await till.shown(customer)).toEqual(['ready', 'Credits are running low']);
    expect(till.told(customer)).toBe(190);
    await till.use(customer, '19');
    await till.burn(customer);
    expect(await till.shown(customer)).toEqual(['suspended', 'Suspended']);
    expect(till.told(customer)).toBe(0);
    await till.buy(customer, '5.00');
    await till.settled();
    expect(await till.shown(customer)).toEqual(['ready', undefined]);
    expect(till.told(customer)).toBe(500);
    expect(till.shop.server.vercel.violations).toEqual([]);
  });

  it('lets a resource go on that leaves the plan whose credits it has used up', async () => {
    const customer = await till.customer();
    await till.use(customer, '1');
    await till.burn(customer);
    expect((await till.shown(customer))[0]).toBe('suspended');
    await customer.team.changePlan(customer.resourceId, 'pro');
    await till.minute();
    expect([await till.shown(customer), await till.balance(customer)]).toEqual([['ready', undefined], -10]);
  });

  it('puts a resource that never had credits out of use with the first cent', async () => {
    const customer = await till.customer();
    await till.burn(customer);
    expect([await till.shown(customer), till.told(customer)]).toEqual([['ready', undefined], 0]);
    await till.use(customer, '0.1');
    await till.burn(customer);
    expect([await till.shown(customer), till.told(customer)]).toEqual([['suspended', 'Suspended'], -1]);
  });

  it.each([
    ['endless', '-2500', ['ready', 'Credits are used up']],
    ['bounded', '-99', ['ready', 'Credits are used up']],
    ['bounded', '-100', ['suspended', 'Suspended']],
  ])('on the plan %s that has come to %s cents leaves a resource %j', async (plan, cents, shown) => {
    const customer = await till.customer(plan);
    await till.buy(customer, '1.00');
    await till.use(customer, String(10 - Number(cents) / 10));
    await till.burn(customer);
    expect([await till.balance(customer), await till.shown(customer)]).toEqual([Number(cents), shown]);
  });

  it('has Vercel buy more when little is left, in its own name', async () => {
    const customer = await till.customer();
    customer.team.billing.topUpWhenLow({ resourceId: customer.resourceId, thresholdInCents: 200, amount: '5.00' });
    await till.buy(customer, '2.00');
    await till.use(customer, '5');
    await till.burn(customer);
    await till.pass(3_600);
    await till.burn(customer);
    expect(await till.balance(customer)).toBe(650);
    expect(till.told(customer)).toBe(650);
    expect(customer.team.billing.invoices().filter(({ isTopUp }) => isTopUp)).toHaveLength(1);
  });
});
