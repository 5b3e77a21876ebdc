import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Suspensions } from '../../../src/modules/resources/index.js';
import { Shop, type Sold, type Tenant } from '../../support/shop/index.js';
import { toldTo, Transfers } from './transfers.js';

const UNINSTALL = { method: 'DELETE', body: { cascadeResourceDeletion: false } } as const;

describe('a transfer is refused', () => {
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

  const inState = (id: string, state: string) => shop.sql('UPDATE resources SET state = $2 WHERE id = $1', [id, state]);
  const noClaims = async () =>
    expect(await shop.sql('SELECT 1 FROM transfer_claims WHERE installation_id = $1', [source.id])).toEqual([]);

  it.each([
    ['no list', undefined],
    ['no resources', []],
    ['a resource twice', ['res_1', 'res_1']],
    ['something else than an id', [7]],
    ['more than a hundred', Array.from({ length: 101 }, (_each, index) => `res_${index}`)],
  ])('when it names %s', async (_what, ids) => {
    const { body, ...call } = transfers.requesting([]);
    const refused = await source.expect(400, { ...call, body: { ...(body as object), resourceIds: ids } });
    expect(refused.text).toContain('resourceIds');
    await noClaims();
  });

  it.each([
    ['past', () => Date.now() - 1_000],
    ['in seconds', () => Math.floor(Date.now() / 1_000) + 3_600],
    ['negative', () => -1],
    ['a text', () => '2030-01-01T00:00:00.000Z'],
    ['missing', () => undefined],
  ])('when its end is %s', async (_what, expiresAt) => {
    const body = { resourceIds: [sold.id], expiresAt: expiresAt() };
    const refused = await source.expect(400, { ...transfers.requesting([]), body });
    expect(refused.text).toContain('expiresAt');
    await noClaims();
  });

  it('when a resource is foreign, exactly as when it is missing', async () => {
    const foreign = await target.buy();
    const texts: string[] = [];
    for (const id of [foreign.id, 'res_AAAAAAAAAAAAAAAAAAAAAA', '']) {
      texts.push((await source.expect(422, transfers.requesting([id]))).text);
      texts.push((await source.expect(422, transfers.requesting([sold.id, id]))).text);
    }
    expect(new Set(texts).size).toBe(1);
    await noClaims();
  });

  it.each(['placed', 'pending', 'onboarding', 'suspended', 'error', 'removing'])(
    'as long as a resource is %s, at each of its steps',
    async (state) => {
      const claim = await transfers.request(source, [sold]);
      await transfers.verify(target, claim);
      await inState(sold.id, state);
      await target.expect(422, Transfers.verifying(claim));
      await target.expect(422, Transfers.accepting(claim));
      const other = await source.buy();
      await inState(other.id, state);
      await source.expect(422, transfers.requesting([other.id]));
      await inState(sold.id, 'ready');
      await transfers.accept(target, claim);
    },
  );

  it('as a whole when one of its resources was deleted', async () => {
    const other = await source.buy();
    const claim = await transfers.request(source, [sold, other]);
    await transfers.verify(target, claim);
    await source.expect(204, { method: 'DELETE', path: `/resources/${other.id}` });
    await target.expect(422, Transfers.verifying(claim));
    await target.expect(422, Transfers.accepting(claim));
    expect(await transfers.ownerOf(sold.id)).toBe(source.id);
  });

  it('when the product cannot be transferred', async () => {
    const stall = await source.buy({ product: 'stall', plan: 'stall-free' });
    await source.expect(422, transfers.requesting([stall.id]));
  });

  it('when a resource is promised in another open claim', async () => {
    await transfers.request(source, [sold]);
    const other = await source.buy();
    await source.expect(409, transfers.requesting([other.id, sold.id]));
    await transfers.request(source, [other]);
  });

  it('when the source has uninstalled meanwhile', async () => {
    const claim = await transfers.request(source, [sold]);
    await transfers.verify(target, claim);
    await source.expect(200, UNINSTALL);
    await target.expect(422, Transfers.verifying(claim));
    await target.expect(422, Transfers.accepting(claim));
    await source.expect(409, transfers.requesting([sold.id]));
  });

  it('as long as the target is suspended', async () => {
    const claim = await transfers.request(source, [sold]);
    await transfers.verify(target, claim);
    const suspensions = shop.server.app.get(Suspensions, { strict: false });
    await suspensions.suspend(target.id, { cause: 'billing', message: 'Please pay.' });
    for (const call of [Transfers.verifying(claim), Transfers.accepting(claim)])
      expect(toldTo(await target.expect(409, call))).toMatch(/is suspended/);
    await suspensions.resume(target.id, { cause: 'billing', message: 'Thank you.' });
    await transfers.accept(target, claim);
  });

  it('as long as the source, or the resource, is to be suspended', async () => {
    const claim = await transfers.request(source, [sold]);
    await transfers.verify(target, claim);
    const suspensions = shop.server.app.get(Suspensions, { strict: false });
    for (const subject of [{}, { resourceId: sold.id }]) {
      await suspensions.suspend(source.id, { ...subject, cause: 'operator', message: 'Wait.' });
      await target.expect(422, Transfers.verifying(claim));
      await target.expect(422, Transfers.accepting(claim));
      await suspensions.resume(source.id, { ...subject, cause: 'operator', message: 'Go on.' });
    }
    await transfers.accept(target, claim);
  });

  it('when the target leaves, or never came', async () => {
    const claim = await transfers.request(source, [sold]);
    await transfers.verify(target, claim);
    await target.expect(200, UNINSTALL);
    for (const nobody of [target, shop.stranger()]) {
      await nobody.expect(404, Transfers.verifying(claim));
      await nobody.expect(409, Transfers.accepting(claim));
    }
    expect(await transfers.ownerOf(sold.id)).toBe(source.id);
  });
});
