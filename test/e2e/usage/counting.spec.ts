import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Sold, Tenant } from '../../support/shop/index.js';
import { Meter, type Told } from './meter.js';

const PARALLEL = 50;
const EVENTS = 200;

describe('usage that is told', () => {
  let meter: Meter;
  let tenant: Tenant;
  let sold: Sold;
  beforeAll(async () => {
    meter = await Meter.start();
  });
  beforeEach(async () => {
    tenant = await meter.shop.tenant();
    sold = await tenant.buy();
    await meter.age(tenant, 72);
  });
  afterAll(() => meter.shop.close());

  const events = (count: number): Told[] => Array.from({ length: count }, () => meter.event(sold.id));
  const sumOf = async (): Promise<number> =>
    (await meter.kept(tenant)).days.reduce((sum, day) => sum + Number(day.sum), 0);

  it('is answered item by item, in the order of the batch', async () => {
    const [known, fresh] = [meter.event(sold.id), meter.event(sold.id)];
    await meter.tell(known);
    const wrong = meter.event('res_nobody');
    const { body } = await meter.send([fresh, wrong, known, { ...known, data: { value: '2' } }, 7]);
    expect(body.results).toEqual([
      { id: fresh['id'], status: 'accepted' },
      { id: wrong['id'], status: 'rejected', reason: 'unknown_subject' },
      { id: known['id'], status: 'duplicate' },
      { id: known['id'], status: 'conflict' },
      { id: null, status: 'rejected', reason: 'invalid_event' },
    ]);
    expect(await sumOf()).toBe(2);
  });

  it('is 200 also when each item is refused, and without any', async () => {
    expect(await meter.send([7, 8])).toMatchObject({ status: 200, body: { results: [{}, {}] } });
    expect(await meter.send([])).toEqual({ status: 200, body: { results: [] } });
  });

  it('counts once within a batch; of two that contradict each other the first', async () => {
    const event = meter.event(sold.id);
    const other = { ...event, data: { value: '5' } };
    expect(await meter.tell(event, event, other, event)).toEqual(['accepted', 'duplicate', 'conflict', 'duplicate']);
    expect(await meter.tell(other, event)).toEqual(['conflict', 'duplicate']);
    expect(await sumOf()).toBe(1);
  });

  it('is the same whatever way it is written', async () => {
    const event = meter.event(sold.id, { data: { value: '1.50' } });
    const time = new Date(Date.now() - 3_600_000).toISOString();
    const offset = time.replace('Z', '000+00:00').toLowerCase();
    expect(await meter.tell({ ...event, time }, { ...event, time: offset, data: { value: 1.5, more: 'x' } })).toEqual([
      'accepted',
      'duplicate',
    ]);
  });

  it('is another event under another source', async () => {
    const event = meter.event(sold.id);
    expect(await meter.tell(event, { ...event, source: '/meters/2' })).toEqual(['accepted', 'accepted']);
  });

  it('may have equal ids in two installations', async () => {
    const other = await meter.shop.tenant();
    const { id: subject } = await other.buy();
    await meter.age(other, 1);
    const event = meter.event(sold.id);
    expect(await meter.tell(event, { ...event, subject })).toEqual(['accepted', 'accepted']);
    expect((await meter.kept(other)).events).toHaveLength(1);
  });

  it('counts once, fifty times at once, and one of the fifty hears that it was taken', async () => {
    const batch = events(20);
    const heard = await Promise.all(Array.from({ length: PARALLEL }, () => meter.tell(...batch)));
    expect(heard.flat().filter((status) => status === 'accepted')).toHaveLength(batch.length);
    expect(new Set(heard.flat())).toEqual(new Set(['accepted', 'duplicate']));
    expect(await sumOf()).toBe(batch.length);
  });

  it('tells a conflict also of what another batch takes in the same moment', async () => {
    const event = meter.event(sold.id);
    const rivals = Array.from({ length: 10 }, (_none, index) => ({ ...event, data: { value: String(index + 1) } }));
    const heard = (await Promise.all(rivals.map((rival) => meter.tell(rival)))).flat();
    expect(heard.toSorted()).toEqual(['accepted', ...rivals.slice(1).map(() => 'conflict')]);
  });

  it('meets itself in overlapping batches of opposite order without anybody hearing of it', async () => {
    const batch = events(EVENTS);
    const [front, back] = [batch.slice(0, 150), batch.slice(50).toReversed()];
    const heard = await Promise.all([front, back, front.toReversed(), back].map((part) => meter.tell(...part)));
    expect(heard.flat().filter((status) => status === 'accepted')).toHaveLength(EVENTS);
    expect(await sumOf()).toBe(EVENTS);
    const { events: stored } = await meter.kept(tenant);
    expect(new Set(stored.map(({ event_id }) => event_id)).size).toBe(EVENTS);
  });

  it('is there for every other connection as soon as it is answered', async () => {
    const event = meter.event(sold.id, { data: { value: '0.000000001' } });
    await meter.tell(event);
    const { events: stored, days } = await meter.kept(tenant);
    expect(stored).toEqual([{ event_id: event['id'], value: '0.000000001', reason: null }]);
    expect(days).toMatchObject([{ events: '1', sum: '0.000000001' }]);
  });

  it('is 503 while it cannot be stored, and counts when it is sent again', async () => {
    const event = meter.event(sold.id);
    await meter.shop.sql('ALTER TABLE usage_days RENAME TO usage_days_away');
    expect((await meter.send([event])).status).toBe(503);
    await meter.shop.sql('ALTER TABLE usage_days_away RENAME TO usage_days');
    expect((await meter.kept(tenant)).events).toEqual([]);
    expect(await meter.tell(event)).toEqual(['accepted']);
  });
});
