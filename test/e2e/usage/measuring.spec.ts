import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { periodAt } from '../../../src/modules/billing/periods/index.js';
import { UsageReader, type UsageSpan } from '../../../src/modules/usage/index.js';
import { Prune } from '../../../src/modules/usage/jobs/prune.job.js';
import type { Sold, Tenant } from '../../support/shop/index.js';
import { type Counted, dayOf, measureCounted } from './counted.js';
import { Meter, type Told } from './meter.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const METERS = ['shop/compute', 'shop/connections', 'shop/storage'];

const DAY = new Date(Date.now() - 3 * DAY_MS).toISOString().slice(0, 10);
const NEXT = new Date(Date.now() - 2 * DAY_MS).toISOString().slice(0, 10);

/** Of a customer of forty days ago; the second period began some days ago, within an hour. */
const SINCE = new Date(dayOf(Date.now()) - 40 * DAY_MS + 9.5 * HOUR_MS + 15_123);
const BOUNDARY = periodAt('anniversary', SINCE, new Date()).start.getTime();

/** Many of them fall together with others. */
const instants = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -8, max: 7 }).map((quarters) => BOUNDARY + quarters * 6 * HOUR_MS) },
  { weight: 1, arbitrary: fc.integer({ min: -48 * HOUR_MS, max: 48 * HOUR_MS - 1 }).map((ms) => BOUNDARY + ms) },
);
const events = fc.record({ meter: fc.constantFrom(...METERS), at: instants, value: fc.nat({ max: 50 }) });
const edges = fc.oneof(instants, instants.map(dayOf));

let meter: Meter;
let tenant: Tenant;
let sold: Sold;
beforeAll(async () => {
  meter = await Meter.start({ RETENTION_DAYS: '30' });
});
afterAll(() => meter.shop.close());

describe('what usage comes to within a span', () => {
  let reader: UsageReader;
  beforeAll(() => {
    reader = meter.shop.server.app.get(UsageReader, { strict: false });
  });
  beforeEach(() => begin());

  async function begin(): Promise<void> {
    tenant = await meter.shop.tenant();
    sold = await tenant.buy();
    await meter.age(tenant, SINCE);
  }

  const tell = (told: readonly Counted[]) => meter.tell(...told.map(eventOf));
  const eventOf = ({ meter: type, at, value }: Counted): Told =>
    meter.event(sold.id, { type, time: new Date(at).toISOString(), data: { value } });
  const span = (start: number, end: number, place = 0): UsageSpan => {
    const of = { place, installationId: tenant.id, subject: sold.id };
    return { ...of, start: new Date(start), end: new Date(end) };
  };
  const measure = async (start: number, end: number) => reader.measure([span(start, end)]);
  const count = (...times: (readonly [number, number])[]) =>
    reader.countEvents(
      tenant.id,
      times.map(([start, end]) => ({ start: new Date(start), end: new Date(end) })),
    );

  it('is what the events say, for periods, days, and whatever a change of plan cuts', async () => {
    const spans = fc.array(fc.tuple(edges, edges), { minLength: 20, maxLength: 20 });
    const facts = fc.tuple(fc.array(events, { minLength: 1, maxLength: 100 }), spans);
    await fc.assert(
      fc.asyncProperty(facts, async ([told, ends]) => {
        await begin();
        for (const part of [told.slice(50), told.slice(0, 50)]) await tell(part);
        const asked = ends.map(([a, b], place) => span(Math.min(a, b), Math.max(a, b), place));
        const measured = await reader.measure(asked);
        expect(measured).toEqual(asked.flatMap((each) => expected(told, each)));
        const within = asked.map(({ start, end }) =>
          told.filter(({ at }) => start.getTime() <= at && at < end.getTime()),
        );
        expect(await reader.countEvents(tenant.id, asked)).toEqual(within.map(({ length }) => length));
      }),
      { numRuns: 12 },
    );
  });

  function expected(told: readonly Counted[], { place, start, end }: UsageSpan) {
    return METERS.flatMap((type) => {
      const times = { start: start.getTime(), end: end.getTime(), boundary: BOUNDARY };
      const found = measureCounted(told, type, times);
      return found === null ? [] : [{ place, meter: type, ...found }];
    });
  }

  it('ends before its end: what happens at exactly that instant belongs to the next period', async () => {
    await tell([-1, 0, 1].map((ms) => ({ meter: 'compute', at: BOUNDARY + ms, value: 10 ** (ms + 1) })));
    expect(await measure(SINCE.getTime(), BOUNDARY)).toMatchObject([{ events: '1', sum: '1' }]);
    expect(await measure(BOUNDARY, Date.now())).toMatchObject([{ events: '2', sum: '110' }]);
    expect(await count([SINCE.getTime(), BOUNDARY], [BOUNDARY, Date.now()])).toEqual([1, 2]);
  });

  it('can be told of a period for ever, also when the events and levels of the day that it begins in have gone', async () => {
    await tell([-HOUR_MS, HOUR_MS].map((ms) => ({ meter: 'compute', at: BOUNDARY + ms, value: 3 })));
    await tell([{ meter: 'storage', at: BOUNDARY - 2 * DAY_MS, value: 7 }]);
    for (const table of ['usage_events', 'usage_levels']) {
      await meter.shop.sql(`DELETE FROM ${table} WHERE installation_id = $1`, [tenant.id]);
    }
    expect(await measure(BOUNDARY, BOUNDARY + 10_000)).toMatchObject([
      { meter: 'shop/storage', events: '0', latest: '7', weighted: '70' },
    ]);
    expect(await measure(BOUNDARY, BOUNDARY + DAY_MS)).toMatchObject([{ meter: 'shop/compute', sum: '3' }, {}]);
  });

  it('has the level from before, corrections of levels, and all that a mean of rates takes', async () => {
    const noon = dayOf(BOUNDARY) + DAY_MS / 2;
    await tell([{ meter: 'storage', at: noon - DAY_MS, value: 4 }]);
    const correction = { data: { value: '2.5', reason: 'wrong disk' } };
    await meter.tell({ ...eventOf({ meter: 'storage', at: noon - DAY_MS, value: 0 }), ...correction });
    await tell([1, 2, 7].map((value) => ({ meter: 'connections', at: noon, value })));
    const [rate, level] = await measure(noon, noon + 10_000);
    expect(rate).toMatchObject({ meter: 'shop/connections', events: '3', sum: '10', maximum: '7', weighted: '0' });
    expect(level).toMatchObject({ meter: 'shop/storage', events: '0', latest: '2.5', weighted: '25' });
  });

  it('is nothing of what others used, and nothing for no span', async () => {
    const { id } = await tenant.buy({ name: 'other' });
    await tell([{ meter: 'compute', at: BOUNDARY, value: 1 }]);
    const [start, end] = [new Date(BOUNDARY), new Date()];
    const stranger = await meter.shop.tenant();
    const spans = [
      { place: 1, installationId: tenant.id, subject: id, start, end },
      { place: 2, installationId: stranger.id, subject: sold.id, start, end },
    ];
    expect(await reader.measure(spans)).toEqual([]);
    expect(await reader.measure([])).toEqual([]);
    expect(await reader.countEvents(stranger.id, [{ start, end }])).toEqual([0]);
  });
});

describe('what usage comes to in a day', () => {
  beforeEach(async () => {
    tenant = await meter.shop.tenant();
    sold = await tenant.buy();
    await meter.age(tenant, 24 * 40);
  });

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
