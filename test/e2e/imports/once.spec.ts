import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { ImportDesk } from './import-desk.js';

describe('an import that comes more than once', () => {
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

  const states = (): Promise<unknown[]> =>
    shop.sql(
      'SELECT state, linked_instance AS instance FROM resources WHERE installation_id = $1 ORDER BY created_at',
      [desk.installationId],
    );

  it('leads back to Vercel again, upon a reload and upon the same form, with the same resource', async () => {
    const start = desk.start();
    const { fields, action } = await desk.form(start, instance);
    const first = await desk.browser.post(action, fields);
    const again = await desk.browser.post(action, fields);
    const reload = await desk.browser.get(start);
    expect([first.status, again.location, reload.location]).toEqual([303, first.location, first.location]);
    expect([desk.held().length, await states()]).toEqual([1, [{ state: 'ready', instance }]]);
  });

  it('makes one resource of a double click', async () => {
    const { fields, action } = await desk.form(desk.start(), instance);
    const seen = await Promise.all([1, 2, 3].map(() => desk.browser.post(action, fields)));
    const ids = seen.map((each) => ImportDesk.returned(each)['resource_id']);
    expect(new Set(ids)).toEqual(new Set([desk.held()[0]?.id]));
    expect([desk.held().length, await states()]).toEqual([1, [{ state: 'ready', instance }]]);
  });

  it('keeps to the first choice of two tabs of one import', async () => {
    const start = desk.start();
    const other = desk.own();
    const [one, two] = [await desk.form(start, instance), await desk.form(start, other)];
    const first = await desk.browser.post(one.action, one.fields);
    const second = await desk.browser.post(two.action, two.fields);
    expect(second.location).toBe(first.location);
    expect(await states()).toEqual([{ state: 'ready', instance }]);
  });

  it('refuses another choice while the first one is not finished', async () => {
    const start = desk.start();
    const other = desk.own();
    shop.server.vercel.faults.add({ on: 'vercel-api', kind: 'status', method: 'PUT', times: 1 });
    expect((await desk.choose(start, instance)).status).toBe(503);
    const second = await desk.choose(start, other);
    expect([second.status, second.text]).toEqual([409, expect.stringContaining('Something else was chosen')]);
    expect(await desk.import(instance, start)).toBe(desk.held()[0]?.id);
  });

  it('refuses what is linked already, in another import or by another team', async () => {
    const later = await desk.form(desk.start(), instance);
    await desk.import(instance);
    const seen = await desk.browser.post(later.action, later.fields);
    expect([seen.status, seen.text]).toEqual([409, expect.stringContaining('imported already')]);
    expect((await desk.browser.get(desk.start())).text).toContain('There is nothing');
  });

  it('links an instance that two teams import at once for one of them alone', async () => {
    const other = await ImportDesk.open(shop);
    const mine = await desk.form(desk.start(), instance);
    shop.driver.own(instance, other.owner);
    const theirs = await other.form(other.start(), instance);
    shop.driver.own(instance, desk.owner);
    const lock = 'SELECT 1 FROM installations WHERE id = $1 FOR UPDATE';
    const late = await shop.whileHolding(lock, [desk.installationId], async () => {
      const waiting = desk.browser.post(mine.action, mine.fields);
      await shop.untilBlocked();
      shop.driver.own(instance, other.owner);
      expect((await other.browser.post(theirs.action, theirs.fields)).status).toBe(303);
      return { waiting };
    });
    const seen = await late.waiting;
    expect([seen.status, seen.text]).toEqual([409, expect.stringContaining('imported already')]);
    expect([desk.held().length, other.held().length]).toEqual([0, 1]);
  });
});
