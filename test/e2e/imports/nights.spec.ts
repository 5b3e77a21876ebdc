import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Nights } from '../reconciliation/nights.js';
import { ImportDesk } from './import-desk.js';

describe('a linked resource in the night', () => {
  let shop: Shop;
  let nights: Nights;
  let desk: ImportDesk;
  let instance: string;
  let id: string;
  beforeAll(async () => {
    shop = await Shop.open();
    nights = new Nights(shop);
  });
  beforeEach(async () => {
    desk = await ImportDesk.open(shop);
    instance = desk.own();
    id = await desk.import(instance);
  });
  afterAll(() => shop.close());

  const state = async (): Promise<string | undefined> => {
    const [row] = await shop.sql<{ state: string }>('SELECT state FROM resources WHERE id = $1', [id]);
    return row?.state;
  };

  it('stays as it is while both sides have it, and is no difference', async () => {
    await nights.pass();
    expect([await state(), desk.held().length]).toEqual(['ready', 1]);
    expect(await nights.findings(desk.team)).toEqual([]);
  });

  it('is let go when it was removed at Vercel, which does not tell', async () => {
    await desk.team.remove(id);
    expect(await state()).toBe('ready');
    await nights.pass();
    await until(async () => (await state()) === 'removed');
    expect(shop.driver.calls.filter(({ operation }) => operation === 'deprovision')).toEqual([]);
    expect(await nights.findings(desk.team)).toEqual([]);
  });

  it('is taken from Vercel when the product does not have it any more', async () => {
    shop.driver.own(instance, null);
    await nights.pass();
    await until(async () => (await state()) === 'removed' && desk.held().length === 0);
  });

  it('stays when the product cannot be asked', async () => {
    shop.driver.own(instance, null);
    const all = shop.driver.calls.filter(({ operation }) => operation === 'adopt').length;
    shop.driver.next('holds', ...Array.from({ length: all }, () => 'transient' as const));
    await nights.pass();
    expect([await state(), desk.held().length]).toEqual(['ready', 1]);
  });

  it('stays when only the list lacks it', async () => {
    const path = /\/resources$/;
    const body = { resources: [] };
    shop.server.vercel.faults.add({ on: 'vercel-api', kind: 'status', method: 'GET', path, status: 200, body });
    await nights.pass();
    expect([await state(), desk.held().length]).toEqual(['ready', 1]);
  });
});
