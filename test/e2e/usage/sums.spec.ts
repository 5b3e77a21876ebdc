import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Prune } from '../../../src/modules/usage/jobs/prune.job.js';
import type { Sold, Tenant } from '../../support/shop/index.js';
import { Meter, type Told } from './meter.js';

const DAY_MS = 86_400_000;
const DAY = new Date(Date.now() - 3 * DAY_MS).toISOString().slice(0, 10);
const NEXT = new Date(Date.now() - 2 * DAY_MS).toISOString().slice(0, 10);

describe('what usage comes to', () => {
  let meter: Meter;
  let tenant: Tenant;
  let sold: Sold;
  beforeAll(async () => {
    meter = await Meter.start({ RETENTION_DAYS: '30' });
  });
  beforeEach(async () => {
    tenant = await meter.shop.tenant();
    sold = await tenant.buy();
    await meter.age(tenant, 24 * 40);
  });
  afterAll(() => meter.shop.close());

  const used = (type: string, time: string, value: string, more: object = {}): Told =>
    meter.event(sold.id, { type, time, data: { value, ...more } });
  const levels = (): Promise<{ hour: string; value: string }[]> =>
    meter.shop.sql(
      `SELECT to_char(hour AT TIME ZONE 'UTC', 'HH24') AS hour, trim_scale(value)::text AS value FROM usage_levels
       WHERE installation_id = $1 ORDER BY usage_levels.hour`,
      [tenant.id],
    );

  it('is a row for each day of UTC, half-open, whatever the offset in which the time was told', async () => {
    await meter.tell(
      used('compute', `${DAY}T00:00:00Z`, '0.1'),
      used('compute', `${DAY}T23:59:59.999999999Z`, '0.2'),
      used('compute', `${NEXT}T00:00:00Z`, '4'),
      used('compute', `${NEXT}T05:44:59+05:45`, '1'),
    );
    expect((await meter.kept(tenant)).days).toEqual([
      { day: DAY, events: '3', sum: '1.3', maximum: '1' },
      { day: NEXT, events: '1', sum: '4', maximum: '4' },
    ]);
  });

  it('grows with each batch, without a rounding', async () => {
    for (const value of ['0.1', '0.2', '0.000000001']) await meter.tell(used('compute', `${DAY}T01:00:00Z`, value));
    expect((await meter.kept(tenant)).days).toEqual([{ day: DAY, events: '3', sum: '0.300000001', maximum: '0.2' }]);
  });

  it('falls by what takes something back, for a reason that is kept', async () => {
    await meter.tell(used('compute', `${DAY}T01:00:00Z`, '5'));
    await meter.tell(used('compute', `${DAY}T01:00:00Z`, '-2', { reason: 'counted a restart' }));
    const { days, events } = await meter.kept(tenant);
    expect(days).toMatchObject([{ sum: '3', maximum: '5' }]);
    expect(new Set(events.map(({ reason }) => reason))).toEqual(new Set(['counted a restart', null]));
  });

  it('keeps the highest rate of a day', async () => {
    await meter.tell(...['3', '9', '4'].map((value) => used('connections', `${DAY}T01:00:00Z`, value)));
    await meter.tell(used('connections', `${DAY}T00:00:00Z`, '8'));
    expect((await meter.kept(tenant, 'shop/connections')).days).toMatchObject([
      { events: '4', maximum: '9', sum: '24' },
    ]);
  });

  it('keeps the last level of each hour, in whatever order the levels come', async () => {
    const told = [
      used('storage', `${DAY}T10:00:00Z`, '7'),
      used('storage', `${DAY}T10:59:59Z`, '3'),
      used('storage', `${DAY}T11:00:00Z`, '5'),
    ];
    for (const event of told.toReversed()) await meter.tell(event);
    expect(await levels()).toEqual([
      { hour: '10', value: '3' },
      { hour: '11', value: '5' },
    ]);
    expect((await meter.kept(tenant)).events).toEqual([]);
  });

  it('lets a correction stand for the level that was measured at its instant, whichever came first', async () => {
    const corrected = used('storage', `${DAY}T10:00:00Z`, '2', { reason: 'wrong disk' });
    await meter.tell(corrected);
    await meter.tell(used('storage', `${DAY}T10:00:00Z`, '7'));
    expect(await levels()).toEqual([{ hour: '10', value: '2' }]);
  });

  it('stays when the events go that are older than they are to be kept', async () => {
    await meter.tell(used('compute', `${DAY}T01:00:00Z`, '5'), used('storage', `${DAY}T01:00:00Z`, '5'));
    const age = 'SET received_at = received_at - make_interval(days => 45) WHERE installation_id = $1';
    for (const table of ['usage_events', 'usage_keys']) await meter.shop.sql(`UPDATE ${table} ${age}`, [tenant.id]);
    const fresh = used('compute', `${DAY}T01:00:00Z`, '1');
    await meter.tell(fresh);
    await meter.shop.server.app.get(Prune, { strict: false }).run();
    const { events, days } = await meter.kept(tenant);
    expect(events.map(({ event_id }) => event_id)).toEqual([fresh['id']]);
    expect(days).toMatchObject([{ sum: '6' }]);
    expect(await meter.tell(fresh)).toEqual(['duplicate']);
  });
});
