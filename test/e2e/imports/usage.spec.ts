import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BeginPolling } from '../../../src/modules/usage/polling/begin-polling.job.js';
import { Meter } from '../usage/meter.js';
import { ImportDesk } from './import-desk.js';

describe('what is used of a linked resource', () => {
  let meter: Meter;
  let id: string;
  beforeAll(async () => {
    meter = await Meter.start();
    const desk = await ImportDesk.open(meter.shop);
    id = await desk.import(desk.own());
  });
  afterAll(() => meter.shop.close());

  it('is refused as what is not billed here, when the provider tells of it', async () => {
    const time = new Date(Date.now() + 1_000).toISOString();
    expect(await meter.tell(meter.event(id, { time }))).toEqual(['linked_resource']);
    expect(await meter.shop.sql('SELECT 1 FROM usage_events WHERE subject = $1', [id])).toEqual([]);
  });

  it('is not asked of the product, although its meters are polled', async () => {
    await meter.shop.server.app.get(BeginPolling, { strict: false }).run();
    expect(await meter.shop.sql('SELECT 1 FROM usage_polls WHERE resource_id = $1', [id])).toEqual([]);
  });
});
