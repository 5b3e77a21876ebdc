import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BeginPolling } from '../../../src/modules/usage/polling/begin-polling.job.js';
import { PollDue } from '../../../src/modules/usage/polling/poll-due.job.js';
import { Shop, type Sold, type Tenant } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Polled, READINGS } from './polled.js';

const HOUR_MS = 3_600_000;
interface Poll extends Record<string, unknown> {
  readonly installation_id: string;
  readonly due_at: Date;
  readonly measured_until: Date;
  readonly asked_until: Date | null;
}

describe('a product that can measure', () => {
  let shop: Shop;
  let tenant: Tenant;
  let sold: Sold;
  beforeAll(async () => {
    shop = await Shop.open({ billing: 'metered' });
  });
  beforeEach(async () => {
    ({ tenant, sold } = await Polled.begin(shop));
  });
  afterAll(() => shop.close());

  /** Its second of the hour has come, after so many hours in which nobody asked. */
  const fallDue = (hours = 1): Promise<unknown> =>
    shop.sql(
      `UPDATE usage_polls SET due_at = now() - interval '1 second', measured_until = now() - make_interval(hours => $2)
       WHERE resource_id = $1`,
      [sold.id, hours],
    );
  const tick = async (): Promise<void> => {
    await shop.server.app.get(PollDue, { strict: false }).run();
    await shop.settled();
  };
  const poll = async (): Promise<Poll | undefined> =>
    (await shop.sql<Poll>('SELECT * FROM usage_polls WHERE resource_id = $1', [sold.id]))[0];
  const asked = (): number =>
    shop.driver.calls.filter((call) => call.operation === 'usage' && call.resourceId === sold.id).length;
  const counted = (): Promise<Record<string, unknown>[]> =>
    shop.sql(
      `SELECT meter, events::integer, trim_scale(sum)::text AS sum FROM usage_days WHERE subject = $1 ORDER BY meter, since`,
      [sold.id],
    );
  const once = [
    { meter: 'shop/compute', events: 1, sum: '3' },
    { meter: 'shop/storage', events: 1, sum: '7.5' },
  ];

  it('is asked from the purchase on, within the hour, each resource in a second of its own', async () => {
    const others = await Promise.all(['a', 'b', 'c'].map((name) => tenant.buy({ name })));
    const polls = await shop.sql<Poll>('SELECT * FROM usage_polls WHERE installation_id = $1', [tenant.id]);
    expect(polls).toHaveLength(1 + others.length);
    expect(new Set(polls.map(({ due_at }) => due_at.getTime() % HOUR_MS)).size).toBeGreaterThan(1);
    for (const { due_at, measured_until } of polls) {
      expect(due_at.getTime() - measured_until.getTime()).toBeGreaterThan(0);
      expect(due_at.getTime() - measured_until.getTime()).toBeLessThanOrEqual(HOUR_MS);
    }
  });

  it('is asked once an hour, however many replicas look, and counted like what meters tell', async () => {
    await fallDue();
    await Promise.all([tick(), tick(), tick()]);
    await until(async () => (await counted()).length === 2);
    expect(await counted()).toEqual(once);
    expect(asked()).toBe(1);
    const next = (await poll())?.due_at.getTime() ?? 0;
    expect(next - Date.now()).toBeGreaterThan(0);
    await tick();
    expect(asked()).toBe(1);
  });

  it('is asked about all missed hours at once', async () => {
    await fallDue(6);
    await tick();
    const span = shop.driver.spans.at(-1);
    const hours = ((span?.end.getTime() ?? 0) - (span?.start.getTime() ?? 0)) / HOUR_MS;
    expect(hours).toBeGreaterThan(4.99);
    expect((await poll())?.measured_until).toEqual(span?.end);
    expect(await counted()).toEqual(once);
  });

  it('counts once what was asked for again, since nobody knew what had become of it', async () => {
    await fallDue(2);
    const before = await poll();
    await tick();
    const end = (await poll())?.measured_until;
    const forgotten = `UPDATE usage_polls SET measured_until = $2, asked_until = $3, due_at = now() - interval '1 second' WHERE resource_id = $1`;
    await shop.sql(forgotten, [sold.id, before?.measured_until, end]);
    shop.driver.show(sold.id, [{ meter: 'compute', value: '4' }]);
    await tick();
    expect(asked()).toBe(2);
    expect(await counted()).toEqual(once);
  });

  it('holds up no other when it fails or does not know its meters, and is asked about the same time soon', async () => {
    const other = await tenant.buy({ name: 'other' });
    await shop.sql(`UPDATE resources SET created_at = now() - interval '3 days' WHERE id = $1`, [other.id]);
    await shop.sql(
      `UPDATE usage_polls SET due_at = now() - interval '1 second', measured_until = now() - interval '1 hour' WHERE resource_id = $1`,
      [other.id],
    );
    shop.driver.show(other.id, [
      { meter: 'lamps', value: '1' },
      { meter: 'storage', value: 'full' },
      ...READINGS.slice(1),
    ]);
    await fallDue();
    shop.driver.show(sold.id, 'transient');
    await tick();
    const { asked_until: askedUntil, due_at: due } = (await poll()) ?? {};
    expect(askedUntil).toBeInstanceOf(Date);
    expect((due?.getTime() ?? 0) - Date.now()).toBeLessThan(HOUR_MS / 6);
    expect(await counted()).toEqual([]);
    const [told] = await shop.sql('SELECT meter FROM usage_days WHERE subject = $1', [other.id]);
    expect(told).toEqual({ meter: 'shop/compute' });
    shop.driver.show(sold.id, READINGS);
    await shop.sql(`UPDATE usage_polls SET due_at = now() - interval '1 second' WHERE resource_id = $1`, [sold.id]);
    await tick();
    expect((await poll())?.measured_until).toEqual(askedUntil);
    expect(await counted()).toEqual(once);
  });

  it('is not asked while the resource is suspended, and not once it has gone', async () => {
    await shop.sql(`UPDATE resources SET state = 'suspended' WHERE id = $1`, [sold.id]);
    await fallDue();
    await tick();
    expect([asked(), (await poll())?.due_at.getTime() ?? 0]).toEqual([0, expect.any(Number)]);
    await shop.sql(`UPDATE resources SET state = 'ready' WHERE id = $1`, [sold.id]);
    await tenant.expect(204, { method: 'DELETE', path: `/resources/${sold.id}` });
    await shop.settled();
    const before = asked();
    await tick();
    expect([asked(), await poll()]).toEqual([before, undefined]);
  });

  it('is asked also about what was there before its meters were polled', async () => {
    await shop.sql('DELETE FROM usage_polls');
    await shop.server.app.get(BeginPolling, { strict: false }).run();
    const begun = await poll();
    expect(begun).toMatchObject({ installation_id: tenant.id, asked_until: null });
    expect((begun?.due_at.getTime() ?? 0) - (begun?.measured_until.getTime() ?? 0)).toBeLessThan(HOUR_MS);
  });
});
