import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cashier } from './cashier.js';

describe('credits of an installation on a plan of its own', () => {
  let till: Cashier;
  beforeAll(async () => {
    till = await Cashier.open({ billing: 'prepaid-installation' });
  });
  afterAll(() => till.shop.close());

  it('are used up by all its resources together, stop them all, and let them go on again', async () => {
    const customer = await till.customer();
    const { id, team } = customer;
    const other = await team.provision({ product: 'shop', plan: 'credits', name: 'other' });
    await team.billing.buyCredits({ amount: '5.00' });
    await till.use(customer, '10');
    await till.use({ resourceId: other.id }, '15');
    await till.burn(customer);
    expect(await till.balances(customer)).toEqual({ [id]: 250 });
    await till.use({ resourceId: other.id }, '25');
    await till.burn(customer);
    const statuses = async () => (await team.listResources()).map(({ status }) => status);
    expect([await till.balances(customer), await statuses()]).toEqual([{ [id]: 0 }, ['suspended', 'suspended']]);
    const { notification } = await team.refreshInstallation();
    expect(notification).toMatchObject({ title: 'Suspended' });
    await team.billing.buyCredits({ amount: '1.00' });
    await till.settled();
    expect([await till.balances(customer), await statuses()]).toEqual([{ [id]: 100 }, ['ready', 'ready']]);
    expect((await team.refreshInstallation()).notification).toBeUndefined();
    const told = [...(team.billing.account().balances?.byTarget.values() ?? [])];
    expect(told).toEqual([{ currencyValueInCents: 100 }]);
    expect(till.shop.server.vercel.violations).toEqual([]);
  });
});
