import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PurgeTenants } from '../../../src/modules/installations/jobs/purge-tenants.job.js';
import { Tenant } from '../../support/shop/index.js';
import { Uninstalls } from '../uninstall/uninstalls.js';
import { Cashier } from './cashier.js';

const DAY = 86_400;

describe('credits', () => {
  let till: Cashier;
  beforeAll(async () => {
    till = await Cashier.open({ env: { RETENTION_DAYS: '60' } });
  });
  afterAll(() => till.shop.close());

  const leftOver = (id: string) =>
    till.shop.sql(`SELECT details FROM audit_entries WHERE installation_id = $1 AND action = 'credits.left-over'`, [
      id,
    ]);

  it('go along with a transferred resource, less what was used before', async () => {
    const [source, target] = [await till.customer(), await till.customer()];
    await till.buy(source, '10.00');
    await till.use(source, '30');
    await source.team.transfer([source.resourceId], target.team);
    await till.settled();
    expect((await till.balances(source))[source.resourceId]).toBe(0);
    expect((await till.balances(target))[source.resourceId]).toBe(700);
    await till.use(source, '10');
    await till.burn(target);
    await till.burn(source);
    expect((await till.balances(target))[source.resourceId]).toBe(600);
    expect((await till.ledger(source)).map(({ kind, cents }) => [kind, cents])).toEqual([
      ['purchase', 1_000],
      ['burn', -300],
      ['adjustment', -700],
    ]);
  });

  it('that run low are told to whoever has the resource', async () => {
    const [source, target] = [await till.customer(), await till.customer()];
    await till.buy(source, '1.50');
    await till.burn(source);
    expect((await till.shown(source))[1]).toBe('Credits are running low');
    await source.team.transfer([source.resourceId], target.team);
    await till.settled();
    const moved = { ...target, resourceId: source.resourceId };
    expect(await till.shown(moved)).toEqual(['ready', 'Credits are running low']);
    await till.buy(moved, '5.00');
    await till.settled();
    expect(await till.shown(moved)).toEqual(['ready', undefined]);
  });

  it('that are owed stay with whoever used them up', async () => {
    const [source, target] = [await till.customer('endless'), await till.customer('endless')];
    await till.buy(source, '1.00');
    await till.use(source, '30');
    await till.burn(source);
    expect((await till.shown(source))[1]).toBe('Credits are used up');
    await source.team.transfer([source.resourceId], target.team);
    await till.minute();
    expect((await till.balances(source))[source.resourceId]).toBe(-200);
    expect((await till.balances(target))[source.resourceId]).toBe(0);
    expect(await till.shown({ ...target, resourceId: source.resourceId })).toEqual(['ready', undefined]);
  });

  it('are left over at the end, after what was used, and their ledger goes with all that is kept', async () => {
    const customer = await till.customer();
    const { invoiceId } = await till.buy(customer, '10.00');
    await till.use(customer, '10');
    await customer.team.uninstall();
    await till.settled();
    await new Uninstalls(till.shop).pass(DAY + 3_600);
    expect(await leftOver(customer.id)).toEqual([{ details: { left: { [customer.resourceId]: '9.00' } } }]);
    expect(customer.team.billing.invoices().map(({ kind }) => kind)).toEqual(['prepayment']);
    const ledger = (text: string) => till.shop.sql(text, [customer.id]);
    await till.pass(61 * DAY);
    await till.shop.server.app.get(PurgeTenants, { strict: false }).run();
    expect(await ledger('SELECT 1 FROM ledger_entries WHERE installation_id = $1')).toEqual([]);
    expect(await ledger('SELECT invoice_id FROM purchases WHERE installation_id = $1')).toEqual([
      { invoice_id: invoiceId },
    ]);
  });

  it('are nothing that is owed: who pays for nothing else leaves at once, whatever is left or below zero', async () => {
    const customer = await till.customer('endless');
    await till.buy(customer, '1.00');
    await till.use(customer, '30');
    const tenant = new Tenant(till.shop.server, customer.id);
    const { text } = await tenant.expect(200, { method: 'DELETE', body: {} });
    expect(JSON.parse(text)).toEqual({ finalized: true });
    await till.settled();
    expect(await leftOver(customer.id)).toEqual([{ details: { left: { [customer.resourceId]: '-2.00' } } }]);
    const standing = 'SELECT state, line_closed_at IS NOT NULL AS "isClosed" FROM installations WHERE id = $1';
    expect(await till.shop.sql(standing, [customer.id])).toEqual([{ state: 'uninstalled', isClosed: true }]);
  });

  it('have a ledger that nobody can change', async () => {
    const customer = await till.customer();
    await till.buy(customer, '10.00');
    const change = (text: string) => till.shop.sql(text, [customer.id]);
    await expect(change('UPDATE ledger_entries SET cents = 1 WHERE installation_id = $1')).rejects.toThrow(
      /append-only/,
    );
    await expect(change('DELETE FROM ledger_entries WHERE installation_id = $1')).rejects.toThrow(/append-only/);
    await expect(till.shop.sql('TRUNCATE ledger_entries')).rejects.toThrow(/append-only/);
    expect(await till.balance(customer)).toBe(1_000);
  });
});
