import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Sold, Tenant } from '../../support/shop/index.js';
import { Transfers } from '../transfers/transfers.js';
import { Meter, type Told } from './meter.js';

const HOUR_MS = 3_600_000;

describe('whose usage an event is', () => {
  let meter: Meter;
  let tenant: Tenant;
  let sold: Sold;
  beforeAll(async () => {
    meter = await Meter.start({ RETENTION_DAYS: '30' });
  });
  beforeEach(async () => {
    tenant = await meter.shop.tenant();
    sold = await tenant.buy();
    await meter.age(tenant, 72);
  });
  afterAll(() => meter.shop.close());

  const at = (hours: number, subject = sold.id): Told =>
    meter.event(subject, { time: new Date(Date.now() + hours * HOUR_MS).toISOString() });
  const since = (table: string, column: string, hours: number): Promise<unknown> =>
    meter.shop.sql(`UPDATE ${table} SET ${column} = $2 WHERE id = $1`, [
      table === 'resources' ? sold.id : tenant.id,
      new Date(Date.now() + hours * HOUR_MS),
    ]);
  const eventsOf = async (of: Tenant): Promise<number> => (await meter.kept(of)).events.length;

  it("is judged by the event's own time, which may be late, and a little ahead", async () => {
    expect(await meter.tell(at(-71), at(0.05), at(0.2), at(-73))).toEqual([
      'accepted',
      'accepted',
      'in_the_future',
      'before_creation',
    ]);
    await meter.age(tenant, 24 * 60);
    expect(await meter.tell(at(-24 * 29), at(-24 * 31))).toEqual(['accepted', 'too_late']);
  });

  it('may be the whole installation, under a meter that one product has, or that is told apart', async () => {
    const subject = tenant.id;
    const types = ['compute', 'stall/storage', 'storage', 'stall/compute'];
    expect(await meter.tell(...types.map((type) => meter.event(subject, { type })))).toEqual([
      'accepted',
      'accepted',
      'unknown_meter',
      'unknown_meter',
    ]);
  });

  it('ends with the resource, for what was used later', async () => {
    await tenant.expect(204, { method: 'DELETE', path: `/resources/${sold.id}` });
    await meter.shop.sql(`UPDATE resources SET state = 'removed', removed_at = $2, due_at = NULL WHERE id = $1`, [
      sold.id,
      new Date(Date.now() - HOUR_MS),
    ]);
    expect(await meter.tell(at(-2), at(-0.5))).toEqual(['accepted', 'after_removal']);
  });

  it('ends when the customer asks to leave; what was used before is taken until the end', async () => {
    const known = at(-1);
    await meter.tell(known);
    await tenant.expect(200, { method: 'DELETE', body: { cascadeResourceDeletion: true } });
    await since('installations', 'uninstall_requested_at', -2);
    expect(await meter.tell(at(-3), at(-1), known)).toEqual(['accepted', 'after_uninstall', 'duplicate']);
    await meter.shop.sql(
      `UPDATE installations SET state = 'uninstalled', uninstalled_at = now(), access_token = NULL, access_token_key_id = NULL
       WHERE id = $1`,
      [tenant.id],
    );
    expect(await meter.tell(at(-3))).toEqual(['uninstalled']);
  });

  it("stays with the former owner when the resource goes over, by the event's time and for ever", async () => {
    const transfers = new Transfers(meter.shop);
    const target = await meter.shop.tenant();
    const before = at(-1);
    await meter.tell(before);
    const claim = await transfers.request(tenant, [sold]);
    await transfers.verify(target, claim);
    await transfers.accept(target, claim);
    expect(await meter.tell(before, at(-2), at(0.01))).toEqual(['duplicate', 'accepted', 'accepted']);
    expect([await eventsOf(tenant), await eventsOf(target)]).toEqual([2, 1]);
  });

  it('is settled by the first that took it, also when the resource went over meanwhile', async () => {
    const transfers = new Transfers(meter.shop);
    const target = await meter.shop.tenant();
    const ahead = at(0.05);
    await meter.tell(ahead);
    const claim = await transfers.request(tenant, [sold]);
    await transfers.verify(target, claim);
    await transfers.accept(target, claim);
    expect(await meter.tell(ahead, { ...ahead, data: { value: '2' } })).toEqual(['duplicate', 'conflict']);
    expect([await eventsOf(tenant), await eventsOf(target)]).toEqual([1, 0]);
  });
});
