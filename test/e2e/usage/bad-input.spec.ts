import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Sold, Tenant } from '../../support/shop/index.js';
import { Meter, type Told } from './meter.js';

const SINGLE = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';

describe('a batch', () => {
  let meter: Meter;
  let tenant: Tenant;
  let sold: Sold;
  beforeAll(async () => {
    meter = await Meter.start();
    tenant = await meter.shop.tenant();
    sold = await tenant.buy();
    await meter.age(tenant, 72);
  });
  afterAll(() => meter.shop.close());

  const accepted = { status: 200, body: { results: [{ status: 'accepted' }] } };

  it.each([SINGLE, 'application/json', 'application/json; charset=utf-8', 'Application/CloudEvents+JSON'])(
    'may be one event as %s',
    async (type) => {
      expect(await meter.send(meter.event(sold.id), { 'content-type': type })).toMatchObject(accepted);
    },
  );

  it.each([BATCH, 'application/json'])('may be an array as %s', async (type) => {
    expect(await meter.send([meter.event(sold.id)], { 'content-type': type })).toMatchObject(accepted);
  });

  it.each(['text/plain', 'application/xml', 'application/cloudevents', `${BATCH}; charset=latin1`])(
    'as %s is 415',
    async (type) => {
      const { status, body } = await meter.send([], { 'content-type': type });
      expect({ status, code: body.error?.code }).toEqual({ status: 415, code: 'unsupported_media_type' });
    },
  );

  it.each([
    ['an object where an array is said', '{}', BATCH],
    ['an array where an object is said', '[]', SINGLE],
    ['nothing', '', 'application/json'],
    ['half of something', '[{"id":', 'application/json'],
    ['null', 'null', 'application/json'],
    ['a text', '"event"', 'application/json'],
    ['a number beyond all', '1e400', 'application/json'],
  ])('that is %s is 400', async (_name, body, type) => {
    expect(await meter.send(body, { 'content-type': type })).toMatchObject({ status: 400, body: { error: {} } });
  });

  it('has at most 1,000 events and a megabyte', async () => {
    const item = '0';
    expect((await meter.send(`[${Array(1_000).fill(item).join(',')}]`)).body.results).toHaveLength(1_000);
    expect((await meter.send(`[${Array(1_001).fill(item).join(',')}]`)).status).toBe(413);
    expect((await meter.send(`["${'x'.repeat(1_024_000)}"]`)).status).toBe(413);
    expect((await meter.send(`["${'x'.repeat(512_000)}"]`)).status).toBe(200);
  });

  it.each<[string, unknown]>([
    ['an array', []],
    ['null', null],
    ['nested too deep', JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`)],
    ['with U+0000', { id: '\u0000' }],
    ['with a lone surrogate', { id: '\ud800' }],
    ['with a number beyond 2^53', { id: 'x', data: { value: 2 ** 60 } }],
  ])('is taken but for an item that is %s', async (_name, item) => {
    expect(await meter.tell(meter.event(sold.id), item as Told)).toEqual(['accepted', 'invalid_event']);
  });

  it.each<[string, Told]>([
    ['invalid_specversion', { specversion: '0.3' }],
    ['invalid_specversion', { specversion: 1 }],
    ['invalid_id', { id: '' }],
    ['invalid_id', { id: 7 }],
    ['invalid_id', { id: 'x'.repeat(256) }],
    ['invalid_source', { source: null }],
    ['invalid_type', { type: '' }],
    ['invalid_subject', { subject: undefined }],
    ['unknown_subject', { subject: "' OR 1=1 --" }],
    ['unknown_meter', { type: 'queries' }],
    ['unknown_meter', { type: 'stall/storage' }],
    ['unknown_meter', { type: 'shop/storage/' }],
    ['invalid_data', { data: undefined }],
    ['invalid_data', { data: '1' }],
    ['invalid_data', { datacontenttype: 'text/xml' }],
    ['invalid_reason', { data: { value: '1', reason: '' } }],
    ['invalid_reason', { data: { value: '1', reason: ' ' } }],
    ['invalid_reason', { data: { value: '1', reason: 7 } }],
    ['negative_value', { data: { value: '-1' } }],
    ['negative_value', { type: 'storage', data: { value: '-1', reason: 'wrong disk' } }],
    ['not_adjustable', { type: 'connections', data: { value: '1', reason: 'wrong count' } }],
  ])('says %s of %j', async (reason, differently) => {
    expect(await meter.tell(meter.event(sold.id, differently))).toEqual([reason]);
  });

  it.each<unknown>([
    '',
    '4.',
    '.5',
    '1e2',
    '+4',
    '4,35',
    ' 4',
    '04',
    '0x1',
    'NaN',
    'Infinity',
    '1.0000000001',
    '1'.repeat(16),
    null,
    true,
    {},
    1e20,
    1e-10,
    0.12345678912,
  ])('does not take %j for a value', async (value) => {
    expect(await meter.tell(meter.event(sold.id, { data: { value } }))).toEqual([expect.stringMatching(/^invalid_/)]);
  });

  it.each<[unknown, string]>([
    ['0', '0.000000000'],
    ['0.000000001', '0.000000001'],
    [1e-9, '0.000000001'],
    [0.1, '0.100000000'],
    ['4.350', '4.350000000'],
    ['999999999999999.999999999', '999999999999999.999999999'],
  ])('keeps the value %j to the last digit', async (value, kept) => {
    const event = meter.event(sold.id, { data: { value } });
    expect(await meter.tell(event)).toEqual(['accepted']);
    const text = 'SELECT value FROM usage_events WHERE event_id = $1';
    expect(await meter.shop.sql(text, [event['id']])).toEqual([{ value: kept }]);
  });

  it.each<unknown>([
    '',
    'now',
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:01Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00:00+25:00',
    1_767_225_600,
  ])('does not take %j for a time', async (time) => {
    expect(await meter.tell(meter.event(sold.id, { time }))).toEqual(['invalid_time']);
  });
});
