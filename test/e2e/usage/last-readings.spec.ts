import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Transfers } from '../transfers/transfers.js';
import { Polled, READINGS } from './polled.js';

const HOUR_MS = 3_600_000;
const FOUR_YEARS = '48 months';

describe('what a product has measured', () => {
  let shop: Shop;
  let polled: Polled;
  beforeAll(async () => {
    shop = await Shop.open({ billing: 'metered', env: { FINAL_USAGE_GRACE_SECONDS: '0' } });
  });
  beforeEach(async () => {
    polled = await Polled.begin(shop);
    await polled.measuredUntil(new Date(Date.now() - HOUR_MS / 2));
  });
  afterAll(() => shop.close());

  const operations = (): readonly string[] =>
    shop.driver.calls.filter(({ resourceId }) => resourceId === polled.sold.id).map(({ operation }) => operation);
  const remove = () => polled.tenant.expect(204, { method: 'DELETE', path: `/resources/${polled.sold.id}` });
  const all = [
    { meter: 'shop/compute', events: 1, sum: '3' },
    { meter: 'shop/storage', events: 1, sum: '7.5' },
  ];

  it('until a resource is removed is asked before it is gone, and counts for its last time on a plan', async () => {
    await remove();
    await shop.settled();
    expect(operations().slice(-2)).toEqual(['usage', 'deprovision']);
    expect(await polled.counted()).toEqual(all);
    const [{ ended } = { ended: new Date(0) }] = await shop.sql<{ ended: Date }>(
      'SELECT ended_at AS ended FROM plan_segments WHERE resource_id = $1',
      [polled.sold.id],
    );
    expect(await polled.instants('shop/compute')).toEqual([new Date(ended.getTime() - 1)]);
    expect(await polled.instants('shop/storage')).toEqual([new Date(ended.getTime() - 1)]);
    expect(await shop.sql('SELECT 1 FROM usage_polls WHERE resource_id = $1', [polled.sold.id])).toEqual([]);
  });

  it('is waited for by the removal while the product does not answer', async () => {
    shop.driver.show(polled.sold.id, 'transient');
    await remove();
    await until(() => operations().includes('usage'));
    await until(
      async () =>
        (await shop.sql(`SELECT 1 FROM resources WHERE removal_problem IS NOT NULL AND id = $1`, [polled.sold.id]))
          .length === 1,
    );
    expect([await polled.state(), operations().includes('deprovision')]).toEqual(['removing', false]);
    shop.driver.show(polled.sold.id, READINGS);
    await until(async () => (await polled.state()) === 'removed');
    expect(await polled.counted()).toEqual(all);
  });

  it('is given up when the product has not answered for an hour, or says that it knows nothing', async () => {
    shop.driver.show(polled.sold.id, 'transient');
    await polled.measuredUntil(new Date(Date.now() - 3 * HOUR_MS));
    await shop.sql(`UPDATE usage_polls SET asked_until = now() - interval '2 hours' WHERE resource_id = $1`, [
      polled.sold.id,
    ]);
    await remove();
    await until(async () => (await polled.state()) === 'removed');
    const other = await Polled.begin(shop);
    await other.measuredUntil(new Date(Date.now() - HOUR_MS / 2));
    shop.driver.next('usage', 'final');
    await other.tenant.expect(204, { method: 'DELETE', path: `/resources/${other.sold.id}` });
    await until(async () => (await other.state()) === 'removed');
    expect(await other.counted()).toEqual([]);
  });

  it('until its owner asks to leave is asked too, also of a resource that is kept until the money is settled', async () => {
    shop.driver.show(polled.sold.id, [{ meter: 'compute', value: '30' }]);
    await polled.tenant.expect(200, { method: 'DELETE', body: { cascadeResourceDeletion: false } });
    await until(async () => (await polled.counted()).length === 1);
    const [{ asked } = { asked: new Date(0) }] = await shop.sql<{ asked: Date }>(
      'SELECT uninstall_requested_at AS asked FROM installations WHERE id = $1',
      [polled.tenant.id],
    );
    expect(await polled.instants('shop/compute')).toEqual([new Date(asked.getTime() - 1)]);
  });

  it('until a resource is handed over is the former owner’s', async () => {
    const target = await shop.tenant();
    await new Transfers(shop).transfer(polled.tenant, target, [polled.sold]);
    await polled.tick();
    expect(await polled.counted()).toEqual([{ meter: 'shop/compute', events: 1, sum: '3' }]);
    expect(await polled.counted(target.id)).toEqual([{ meter: 'shop/storage', events: 1, sum: '7.5' }]);
  });

  it.each(['plan', 'period'] as const)('over the end of a %s is asked about in two parts', async (what) => {
    const { slot, sold, tenant } = polled;
    const [start, cut] = [new Date(slot.getTime() - HOUR_MS), new Date(slot.getTime() - HOUR_MS / 2)];
    await polled.measuredUntil(start);
    if (what === 'period')
      await shop.sql(`UPDATE installations SET created_at = $2::timestamptz - $3::interval WHERE id = $1`, [
        tenant.id,
        cut,
        FOUR_YEARS,
      ]);
    else {
      await tenant.expect(200, { method: 'PATCH', path: `/resources/${sold.id}`, body: { billingPlanId: 'max' } });
      await shop.sql('UPDATE plan_segments SET ended_at = $2 WHERE resource_id = $1 AND ended_at IS NOT NULL', [
        sold.id,
        cut,
      ]);
      await shop.sql(`UPDATE plan_segments SET started_at = $2 WHERE resource_id = $1 AND plan_id = 'max'`, [
        sold.id,
        cut,
      ]);
    }
    const before = shop.driver.spans.length;
    await polled.fallDue();
    await polled.tick();
    expect(shop.driver.spans.slice(before)).toEqual([
      { start, end: cut },
      { start: cut, end: slot },
    ]);
    expect(await polled.instants('shop/compute')).toEqual([cut, slot].map((end) => new Date(end.getTime() - 1)));
    expect(await polled.instants('shop/storage')).toHaveLength(1);
  });
});
