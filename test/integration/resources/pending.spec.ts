import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { Rotations } from '../../e2e/rotation/rotations.js';

describe('a product that is not done when it answers', () => {
  let shop: Shop;
  let rotations: Rotations;
  beforeAll(async () => {
    shop = await Shop.open();
    rotations = new Rotations(shop);
  });
  afterAll(() => shop.close());

  it('is asked again about a removal until nothing is left', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy();
    shop.driver.next('deprovision', 'pending', 'pending');
    await tenant.expect(204, { method: 'DELETE', path: `/resources/${id}` });
    await shop.settled();
    expect(await shop.resources(tenant)).toMatchObject([{ id, state: 'removing' }]);
    await rotations.pass(61);
    expect(await shop.resources(tenant)).toMatchObject([{ id, state: 'removing' }]);
    await rotations.pass(61);
    expect(await shop.resources(tenant)).toMatchObject([{ id, state: 'removed' }]);
    expect((await shop.effects(tenant)).driver).toEqual(['provision', 'deprovision', 'deprovision', 'deprovision']);
  });
});
