import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InstallationPurging } from '../../../src/modules/installations/index.js';
import { UnitOfWork } from '../../../src/platform/database/index.js';
import { Events } from '../../../src/platform/events/index.js';
import { Shop } from '../../support/shop/index.js';
import { Bills, type Customer } from './bills.js';

describe('an invoice that is written down', () => {
  let shop: Shop;
  let bills: Bills;
  let customer: Customer;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    bills = new Bills(shop);
  });
  beforeEach(async () => {
    customer = await bills.customer();
  });
  afterAll(() => shop.close());

  const rows = (): Promise<{ external_id: string; state: string; total_cents: string }[]> =>
    shop.sql('SELECT external_id, state, total_cents FROM invoices WHERE installation_id = $1', [
      customer.installationId,
    ]);

  it('is there once for each external id, and stays as it was written first', async () => {
    const draft = bills.draft(customer);
    const first = await bills.prepare(draft);
    const items = draft.items.map((item) => ({ ...item, total: '30.00' }));
    const again = await bills.prepare({ ...draft, items, totalCents: 3_000 });
    expect([first.outcome, again]).toEqual(['prepared', { id: first.id, outcome: 'known' }]);
    expect(await rows()).toEqual([{ external_id: draft.externalId, state: 'prepared', total_cents: '2000' }]);
  });

  it('is there once when two write it down at the same time', async () => {
    const draft = bills.draft(customer);
    const both = await Promise.all([bills.prepare(draft), bills.prepare(draft)]);
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['known', 'prepared']);
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
  });

  it('is gone again with the unit of work of its cause', async () => {
    const work = shop.server.app.get(UnitOfWork).run(async () => {
      await bills.invoices.prepare(bills.draft(customer));
      throw new Error('the period was not closed');
    });
    await expect(work).rejects.toThrow('the period was not closed');
    expect(await rows()).toEqual([]);
  });

  it('is not written down when its lines do not come to its total', async () => {
    const draft = bills.draft(customer);
    await expect(bills.prepare({ ...draft, totalCents: 1_999 })).rejects.toThrow('not to 1999');
    const discounts = [{ billingPlanId: 'pro', name: 'Off', amount: '20.01' }];
    await expect(bills.prepare({ ...draft, discounts, totalCents: -1 })).rejects.toThrow('not to -1');
    expect(await rows()).toEqual([]);
  });

  it('is written down by nobody who wants to invoice the same for the first time once more', async () => {
    const draft = bills.draft(customer);
    await bills.prepare(draft);
    const other = { ...draft, externalId: `${draft.externalId}:other` };
    await expect(bills.prepare(other)).rejects.toThrow('invoice_accounts_pkey');
    const accounts = draft.accounts.map((account) => ({ ...account, nature: 'adjustment' as const }));
    expect(await bills.prepare({ ...other, accounts })).toMatchObject({ outcome: 'prepared' });
  });

  it('waits for an operator when it is held', async () => {
    const { outcome } = await bills.prepare(bills.draft(customer, { heldBecause: 'ten times the mean' }));
    expect(outcome).toBe('held');
    expect(await rows()).toMatchObject([{ state: 'held' }]);
  });

  it('counts for its resource, plan and period, adjustments included', async () => {
    const draft = bills.draft(customer);
    const { start } = draft.period;
    const [account] = draft.accounts;
    if (account === undefined) throw new Error('no account');
    await bills.prepare(draft);
    const whole = { ...account, resourceId: null, planId: 'team', cents: 700 };
    const accounts = [{ ...account, cents: -300, nature: 'adjustment' as const }, whole];
    await bills.prepare({ ...draft, externalId: 'another', kind: 'closing', accounts });
    expect(await bills.invoices.invoicedFor(customer.installationId, [start])).toEqual([
      { resourceId: null, planId: 'team', periodStart: start, cents: 700 },
      { resourceId: customer.resourceId, planId: 'pro', periodStart: start, cents: 1_700 },
    ]);
    expect(await bills.invoices.invoicedFor(customer.installationId, [draft.period.end])).toEqual([]);
    expect(await bills.invoices.invoicedFor((await bills.customer()).installationId, [start])).toEqual([]);
  });

  it('goes with all that stands on it when the tenant is purged, some at a time', async () => {
    const draft = bills.draft(customer);
    await bills.prepare(draft);
    await bills.prepare({ ...draft, externalId: 'second', accounts: [] });
    const other = await bills.customer();
    await bills.prepare(bills.draft(other));
    const purging = new InstallationPurging(customer.installationId, 1);
    await shop.server.app.get(UnitOfWork).run(() => shop.server.app.get(Events).publish(purging));
    expect([purging.hasMore, (await rows()).length]).toEqual([true, 1]);
    const rest = new InstallationPurging(customer.installationId, 500);
    await shop.server.app.get(UnitOfWork).run(() => shop.server.app.get(Events).publish(rest));
    const accounts = 'SELECT installation_id FROM invoice_accounts WHERE installation_id = ANY($1)';
    const left = await shop.sql(accounts, [[customer.installationId, other.installationId]]);
    expect([await rows(), left]).toEqual([[], [{ installation_id: other.installationId }]]);
  });
});
