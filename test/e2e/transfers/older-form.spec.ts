import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Shop, type Sold, type Tenant } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Transfers } from './transfers.js';

const STANDING_IN_LINE = `SELECT 1 FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'stallholder' AND wait_event_type = 'Lock'`;

let count = 0;

describe('a transfer under an id of Vercel’s', () => {
  let shop: Shop;
  let transfers: Transfers;
  let source: Tenant;
  let target: Tenant;
  let sold: Sold;
  let id: string;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    transfers = new Transfers(shop);
  });
  beforeEach(async () => {
    [source, target] = await Promise.all([shop.tenant(), shop.tenant()]);
    sold = await source.buy();
    count += 1;
    id = `transfer-${count}`;
  });
  afterAll(() => shop.close());

  it('is claimed under it', async () => {
    expect((await source.expect(204, transfers.naming(id, [sold.id]))).text).toBe('');
    expect(await transfers.verify(target, id)).toEqual({});
    await transfers.accept(target, id);
    expect(await transfers.ownerOf(sold.id)).toBe(target.id);
  });

  it('is the same when it is sent again, whatever the order, and lasts until the end that was told last', async () => {
    const other = await source.buy();
    await source.expect(204, transfers.naming(id, [sold.id, other.id], 1));
    await source.expect(204, transfers.naming(id, [other.id, sold.id], 3));
    const [row] = await shop.sql('SELECT expires_at FROM transfer_claims WHERE id = $1', [id]);
    expect(row?.['expires_at'].getTime()).toBeGreaterThan(transfers.now() + 2 * 3_600_000);
  });

  it('is refused when it names other resources, is complete, or is somebody else’s', async () => {
    const other = await source.buy();
    await source.expect(204, transfers.naming(id, [sold.id]));
    await source.expect(409, transfers.naming(id, [other.id]));
    await source.expect(409, transfers.naming(id, [sold.id, other.id]));
    const foreign = await target.buy();
    await target.expect(409, transfers.naming(id, [foreign.id]));
    await transfers.verify(target, id);
    await transfers.accept(target, id);
    await source.expect(409, transfers.naming(id, [sold.id]));
  });

  it('is one source’s when two name it at the same moment, and the other hears that it is taken', async () => {
    const foreign = await target.buy();
    const both = await shop.whileHolding('LOCK TABLE transfer_claims IN SHARE MODE', [], async () => {
      const calls = [source.call(transfers.naming(id, [sold.id])), target.call(transfers.naming(id, [foreign.id]))];
      await until(async () => (await shop.sql(STANDING_IN_LINE)).length === calls.length);
      return { calls };
    });
    const statuses = (await Promise.all(both.calls)).map(({ status }) => status);
    expect(statuses.toSorted((one, other) => one - other)).toEqual([204, 409]);
  });

  it.each([
    ['a past end', { expiration: 1 }, 'expiration'],
    ['no end', {}, 'expiration'],
    ['the newer name of its end', { expiresAt: Date.now() + 3_600_000 }, 'expiration'],
    ['no resources', { resourceIds: [], expiration: Date.now() + 3_600_000 }, 'resourceIds'],
  ])('is refused with %s', async (_what, changes, field) => {
    const body = { resourceIds: [sold.id], ...changes };
    expect((await source.expect(400, { ...transfers.naming(id, []), body })).text).toContain(field);
  });
});
