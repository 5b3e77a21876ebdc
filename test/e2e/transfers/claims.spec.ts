import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PruneClaims } from '../../../src/modules/transfers/jobs/prune-claims.job.js';
import { Shop, type Sold, type Tenant } from '../../support/shop/index.js';
import { toldTo, Transfers } from './transfers.js';

const WEEK_HOURS = 7 * 24;

describe('a claim', () => {
  let shop: Shop;
  let transfers: Transfers;
  let source: Tenant;
  let target: Tenant;
  let sold: Sold;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    transfers = new Transfers(shop);
  });
  beforeEach(async () => {
    [source, target] = await Promise.all([shop.tenant(), shop.tenant()]);
    sold = await source.buy();
  });
  afterAll(() => shop.close());

  const claims = () => shop.sql('SELECT id, expires_at FROM transfer_claims WHERE installation_id = $1', [source.id]);

  it('has an id of 128 random bits, and is one for one key', async () => {
    const first = await transfers.request(source, [sold], { key: 'k' });
    expect(Buffer.from(first.replace('claim_', ''), 'base64url')).toHaveLength(16);
    expect(await claims()).toHaveLength(1);
    const other = await transfers.request(target, [await target.buy()]);
    expect(other).not.toBe(first);
  });

  it('may be verified by many, often, and reserves nothing', async () => {
    const claim = await transfers.request(source, [sold]);
    const other = await shop.tenant();
    for (const tenant of [target, other, target]) expect(await transfers.verify(tenant, claim)).toEqual({});
    expect(await transfers.ownerOf(sold.id)).toBe(source.id);
    await transfers.accept(other, claim);
    expect(await transfers.ownerOf(sold.id)).toBe(other.id);
  });

  it('is for the first who accepts; he hears the same again, everybody else that it is complete', async () => {
    const claim = await transfers.request(source, [sold]);
    const late = await shop.tenant();
    for (const tenant of [target, late]) await transfers.verify(tenant, claim);
    await transfers.accept(target, claim);
    await transfers.accept(target, claim);
    expect(toldTo(await late.expect(409, Transfers.accepting(claim)))).toMatch(/already been claimed/);
    await late.expect(409, Transfers.verifying(claim));
    await target.expect(409, Transfers.verifying(claim));
    expect(await transfers.ownerOf(sold.id)).toBe(target.id);
  });

  it('is not for who never asked', async () => {
    const claim = await transfers.request(source, [sold]);
    await target.expect(409, Transfers.accepting(claim));
    expect(await transfers.ownerOf(sold.id)).toBe(source.id);
  });

  it('is not for the source', async () => {
    const claim = await transfers.request(source, [sold]);
    await source.expect(409, Transfers.verifying(claim));
    await source.expect(409, Transfers.accepting(claim));
  });

  it.each(['claim_AAAAAAAAAAAAAAAAAAAAAA', 'x'.repeat(300), '%00', '__proto__', '%F0%9F%98%80'])(
    'that does not exist (%s) is not found',
    async (claim) => {
      await target.expect(404, Transfers.verifying(claim));
      await target.expect(404, Transfers.accepting(claim));
    },
  );

  it('ends when it says, also between verify and accept, and its resources may be promised again', async () => {
    const claim = await transfers.request(source, [sold], { hours: 2 });
    await transfers.verify(target, claim);
    await transfers.pass(2);
    expect(toldTo(await target.expect(409, Transfers.accepting(claim)))).toMatch(/is over/);
    await target.expect(409, Transfers.verifying(claim));
    const again = await transfers.request(source, [sold]);
    await transfers.verify(target, again);
    await transfers.accept(target, again);
    await target.expect(409, Transfers.accepting(claim));
  });

  it.each([WEEK_HOURS * 60, 10 ** 9])('that would last %d hours lasts a week', async (hours) => {
    const claim = await transfers.request(source, [sold], { hours });
    await transfers.pass(WEEK_HOURS - 1);
    await transfers.verify(target, claim);
    await transfers.pass(1);
    await target.expect(409, Transfers.accepting(claim));
  });

  it('is pruned thirty days after its end, not before', async () => {
    const claim = await transfers.request(source, [sold]);
    await transfers.verify(target, claim);
    await transfers.accept(target, claim);
    await transfers.pass(30 * 24);
    await shop.server.app.get(PruneClaims, { strict: false }).run();
    await transfers.accept(target, claim);
    await transfers.pass(2);
    await shop.server.app.get(PruneClaims, { strict: false }).run();
    await target.expect(404, Transfers.accepting(claim));
    expect(await transfers.ownerOf(sold.id)).toBe(target.id);
  });
});
