import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Shop, type Sold, type Tenant } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Rotations } from './rotations.js';

/** After it no call of a request can be at work any more. */
const LEASE = 120;

describe('a rotation that fails', () => {
  let shop: Shop;
  let rotations: Rotations;
  let tenant: Tenant;
  let sold: Sold;
  beforeAll(async () => {
    shop = await Shop.open();
    rotations = new Rotations(shop);
  });
  beforeEach(async () => {
    tenant = await shop.tenant();
    sold = await tenant.buy();
  });
  afterAll(() => shop.close());

  const call = (key: string) => Rotations.of(sold.id, 0, { key });
  const states = async () => (await rotations.versions(tenant, sold.id)).map(({ state }) => state);

  it('for a while keeps the old secrets, and is resumed by the repeat', async () => {
    shop.driver.next('rotateSecrets', 'transient');
    const failed = await tenant.expect(503, call('k'));
    expect(failed.retryAfter).not.toBeNull();
    expect(rotations.opens(sold.id, sold.secrets)).toBe(true);
    const renewed = Rotations.secretsOf(await tenant.expect(200, call('k')));
    await shop.settled();
    expect(rotations.opens(sold.id, sold.secrets)).toBe(false);
    expect(rotations.opens(sold.id, renewed)).toBe(true);
    expect(await states()).toEqual(['revoked', 'current']);
  });

  it('is undone when no repeat comes, and leaves the old secrets as the only ones', async () => {
    shop.driver.next('rotateSecrets', 'transient');
    await tenant.expect(503, call('k'));
    await rotations.pass(LEASE - 30);
    expect(await states()).toEqual(['current', 'placed']);
    await rotations.pass(60);
    expect(await states()).toEqual(['current', 'revoked']);
    expect(rotations.opens(sold.id, sold.secrets)).toBe(true);
    expect((await shop.effects(tenant)).actions).toContain('resource.rotation-undone');
    const late = Rotations.secretsOf(await tenant.expect(200, call('k')));
    expect(rotations.opens(sold.id, late)).toBe(true);
  });

  it('for good keeps the old secrets, and does not stand in the way of the next one', async () => {
    shop.driver.next('rotateSecrets', 'final');
    const refused = await tenant.expect(409, call('k'));
    expect(await tenant.expect(409, call('k'))).toEqual({ ...refused, replayed: true });
    expect(rotations.opens(sold.id, sold.secrets)).toBe(true);
    const renewed = Rotations.secretsOf(await tenant.expect(200, call('other')));
    await rotations.pass(LEASE + 30);
    expect(rotations.opens(sold.id, renewed)).toBe(true);
    expect(await states()).toEqual(['revoked', 'revoked', 'current']);
  });

  it('to take the old secrets away is repeated until it is done', async () => {
    shop.driver.next('revokeSecrets', 'transient');
    await tenant.expect(200, call('k'));
    await until(async () => (await states()).join() === 'revoked,current');
    expect(rotations.opens(sold.id, sold.secrets)).toBe(false);
  });
});
