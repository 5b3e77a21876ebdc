import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LEASE_SECONDS } from '../../../src/modules/resources/lease.js';
import { Reconcile } from '../../../src/modules/resources/jobs/reconcile.job.js';
import { Clock } from '../../../src/platform/clock/index.js';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { ImportDesk } from './import-desk.js';

describe('an import that is broken off', () => {
  let shop: Shop;
  let desk: ImportDesk;
  let instance: string;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  beforeEach(async () => {
    desk = await ImportDesk.open(shop);
    instance = desk.own();
  });
  afterAll(() => shop.close());

  const rows = (): Promise<{ id: string; state: string }[]> =>
    shop.sql('SELECT id, state FROM resources WHERE installation_id = $1 ORDER BY created_at', [desk.installationId]);
  const failing = (fault: { kind: 'status' | 'cut-before' | 'cut-after' | 'half-json' | 'html'; status?: number }) =>
    shop.server.vercel.faults.add({ on: 'vercel-api', method: 'PUT', times: 1, ...fault });
  const passLease = async (): Promise<void> => {
    const { app } = shop.server;
    await app.get(Clock).advance((LEASE_SECONDS + 1) * 1_000);
    await app.get(Clock).refresh();
    await app.get(Reconcile, { strict: false }).run();
    await shop.settled();
  };

  it.each([
    ['answers 500', { kind: 'status', status: 500 }],
    ['answers a page', { kind: 'html' }],
    ['cuts the line before it has taken it', { kind: 'cut-before' }],
    ['cuts the line after it has taken it', { kind: 'cut-after' }],
    ['answers half of it', { kind: 'half-json' }],
  ] as const)('says what to do, and goes on with the same resource, when Vercel %s', async (_what, fault) => {
    failing(fault);
    const start = desk.start();
    const seen = await desk.choose(start, instance);
    const [placed] = await rows();
    expect([seen.status, seen.location, placed?.state]).toEqual([503, null, 'placed']);
    expect(seen.text).toContain('Nothing is lost');
    expect(seen.text).toContain(new URL(start).searchParams.get('state'));
    expect(await desk.import(instance, start)).toBe(placed?.id);
    expect(desk.held().map(({ id }) => id)).toEqual([placed?.id]);
    expect(await rows()).toEqual([{ id: placed?.id, state: 'ready' }]);
  });

  it('goes on with the same resource in another import of the same team, too', async () => {
    failing({ kind: 'status' });
    await desk.choose(desk.start(), instance);
    const [placed] = await rows();
    expect(await desk.import(instance)).toBe(placed?.id);
  });

  it('is undone on both sides when nobody goes on with it, and can be begun anew', async () => {
    failing({ kind: 'cut-after' });
    await desk.choose(desk.start(), instance);
    const [placed] = await rows();
    await passLease();
    await until(async () => (await rows())[0]?.state === 'removed' && desk.held().length === 0);
    expect(shop.driver.instances.has(placed?.id ?? '')).toBe(false);
    const notes = 'SELECT 1 FROM installation_notifications WHERE installation_id = $1';
    expect(await shop.sql(notes, [desk.installationId])).toEqual([]);
    expect(await desk.import(instance)).toBe(desk.held()[0]?.id);
  });

  it.each([400, 409, 422])('leaves nothing when Vercel refuses it with %i', async (status) => {
    failing({ kind: 'status', status });
    const seen = await desk.choose(desk.start(), instance);
    expect([seen.status, seen.text]).toEqual([409, expect.stringContaining('Vercel did not take the import')]);
    await until(async () => (await rows())[0]?.state === 'removed');
    expect(desk.held()).toEqual([]);
    expect(await desk.import(instance)).toBe(desk.held()[0]?.id);
  });

  it('leaves nothing when the product refuses it, and nothing is told to Vercel', async () => {
    shop.driver.next('adopt', 'final');
    const seen = await desk.choose(desk.start(), instance);
    expect([seen.status, seen.text]).toEqual([409, expect.stringContaining('told to refuse')]);
    await until(async () => (await rows())[0]?.state === 'removed');
    expect(desk.held()).toEqual([]);
  });

  it('can be tried again when the product could not be reached', async () => {
    shop.driver.next('adopt', 'transient');
    const start = desk.start();
    expect((await desk.choose(start, instance)).status).toBe(503);
    const [placed] = await rows();
    expect(await desk.import(instance, start)).toBe(placed?.id);
  });

  it('is refused by an installation that Vercel has disabled, and leaves nothing', async () => {
    const body = { error: { code: 'integration_configuration_disabled', message: 'disabled' } };
    shop.server.vercel.faults.add({ on: 'vercel-api', method: 'PUT', times: 1, kind: 'status', status: 403, body });
    const seen = await desk.choose(desk.start(), instance);
    expect([seen.status, seen.text]).toEqual([409, expect.stringContaining('does not take anything')]);
    await until(async () => (await rows())[0]?.state === 'removed');
  });

  it('is undone when it was taken back before Vercel answered', async () => {
    const release = shop.driver.hold('adopt');
    const late = desk.choose(desk.start(), instance);
    await until(async () => (await rows()).length === 1);
    await passLease();
    release();
    expect((await late).status).toBe(503);
    await until(async () => (await rows())[0]?.state === 'removed' && desk.held().length === 0);
    await shop.settled();
    expect(shop.driver.instances.has((await rows())[0]?.id ?? '')).toBe(false);
  });
});
