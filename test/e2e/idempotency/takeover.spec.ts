import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ledger } from '../../../src/platform/idempotency/ledger.js';
import { buying, type Sold, Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';

const LOCK = 'SELECT 1 FROM resources WHERE id = $1 FOR UPDATE';
const LAPSE = `UPDATE idempotency_keys SET claimed_until = now() - interval '1 second'
  WHERE installation_id = $1 AND answer_id IS NULL`;
const TAKE_OVER = `UPDATE idempotency_keys SET claim = gen_random_uuid() WHERE installation_id = $1 AND answer_id IS NULL`;

describe('a request that was taken for dead and is not', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
  });
  afterAll(() => shop.close());

  it('undoes what it did, when another has taken its key over', async () => {
    const tenant = await shop.tenant();
    const { id, name } = await tenant.buy();
    const { late } = await shop.whileHolding(LOCK, [id], async () => {
      const late = tenant.call({ method: 'PATCH', path: `/resources/${id}`, body: { name: 'late' }, key: 'k' });
      await shop.untilBlocked();
      await shop.sql(TAKE_OVER, [tenant.id]);
      return { late };
    });
    expect((await late).status).toBe(503);
    expect(await shop.resources(tenant)).toMatchObject([{ name }]);
    expect((await shop.effects(tenant)).actions).not.toContain('resource.changed');
  });

  it('sells nothing twice, while both are at the product at once', async () => {
    const tenant = await shop.tenant();
    const goOn = shop.driver.hold('provision');
    const late = tenant.call({ ...buying(), key: 'k' });
    await until(async () => (await shop.effects(tenant)).driver.length === 1);
    await shop.sql(LAPSE, [tenant.id]);
    const answer = await tenant.expect(200, { ...buying(), key: 'k' });
    goOn();
    expect((await late).status).toBe(503);
    expect(await tenant.expect(200, { ...buying(), key: 'k' })).toEqual({ ...answer, replayed: true });
    const { id } = JSON.parse(answer.text) as Sold;
    expect(await shop.resources(tenant)).toMatchObject([{ id, state: 'ready' }]);
    expect([...shop.driver.instances.keys()].filter((one) => one === id)).toEqual([id]);
  });

  it('does not keep the next one waiting by a last sign of life after it has given up', async () => {
    const ledger = shop.server.app.get(Ledger, { strict: false });
    const request = { installationId: 'icfg_late', keyDigest: Buffer.alloc(32, 1), bodyDigest: Buffer.alloc(32, 2) };
    const claim = String(await ledger.claim(request));
    await ledger.release(request, claim);
    await ledger.extend(request, claim);
    expect(await ledger.claim(request)).not.toBeNull();
  });
});
