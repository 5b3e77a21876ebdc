import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Shop, type Sold, type Tenant } from '../../support/shop/index.js';
import { Rotations } from './rotations.js';

const ROUNDS = 5;

describe('rotations at once', () => {
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

  const requested = async () =>
    (await shop.effects(tenant)).actions.filter((action) => action === 'resource.rotation-requested').length;
  const removal = () => ({ method: 'DELETE', path: `/resources/${sold.id}` }) as const;

  it('are one, and each is told the same', async () => {
    const finishes = [shop.driver.hold('rotateSecrets'), shop.driver.hold('rotateSecrets')];
    const first = tenant.call(Rotations.of(sold.id, 1, { key: 'one' }));
    await rotations.untilMaking(sold.id, 1);
    const second = tenant.call(Rotations.of(sold.id, 1, { key: 'two' }));
    await rotations.untilMaking(sold.id, 2);
    for (const finish of finishes.toReversed()) finish();
    const answers = await Promise.all([first, second]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1]?.text).toBe(answers[0]?.text);
    expect(await requested()).toBe(1);
    expect(await rotations.versions(tenant, sold.id)).toEqual([
      { version: 1, state: 'retiring' },
      { version: 2, state: 'current' },
    ]);
  });

  it('are one also for who failed while the other went on, and comes again', async () => {
    shop.driver.next('rotateSecrets', 'transient');
    await tenant.expect(503, Rotations.of(sold.id, 1, { key: 'one' }));
    const other = await tenant.expect(200, Rotations.of(sold.id, 1, { key: 'two' }));
    const again = await tenant.expect(200, Rotations.of(sold.id, 1, { key: 'one' }));
    expect(again).toEqual({ ...other, replayed: false });
    expect(await requested()).toBe(1);
  });

  it('with one key make one credential', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => tenant.call(Rotations.of(sold.id, 1, { key: 'k' }))),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(rotations.made(sold.id)).toBe(1);
  });

  it('end with the resource that is deleted meanwhile', async () => {
    const finish = shop.driver.hold('rotateSecrets');
    const rotation = tenant.call(Rotations.of(sold.id, 1, { key: 'k' }));
    await rotations.untilMaking(sold.id, 1);
    await tenant.expect(204, removal());
    await shop.settled();
    finish();
    expect([404, 409]).toContain((await rotation).status);
    await shop.settled();
    expect(shop.driver.instances.has(sold.id)).toBe(false);
    expect(await rotations.versions(tenant, sold.id)).toEqual([]);
  });

  it('tell nothing of a resource that is deleted meanwhile, though the product still has it', async () => {
    const [finish, remove] = [shop.driver.hold('rotateSecrets'), shop.driver.hold('deprovision')];
    const rotation = tenant.call(Rotations.of(sold.id, 1, { key: 'k' }));
    await rotations.untilMaking(sold.id, 1);
    await tenant.expect(204, removal());
    finish();
    expect((await rotation).status).toBe(404);
    remove();
    await shop.settled();
    expect(shop.driver.instances.has(sold.id)).toBe(false);
    expect(await rotations.versions(tenant, sold.id)).toEqual([]);
  });

  it('leave nothing when the resource is deleted at any moment', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      sold = await tenant.buy();
      const calls = [
        tenant.call(Rotations.of(sold.id, 0, { key: `a ${sold.id}` })),
        tenant.call(Rotations.of(sold.id, 2, { key: `b ${sold.id}` })),
        tenant.call(removal()),
      ];
      const [one, two, removed] = await Promise.all(round % 2 === 0 ? calls : calls.toReversed());
      const statuses = [one, two, removed].map((answer) => answer?.status);
      expect(statuses.every((status) => [200, 204, 404, 409].includes(status ?? 0))).toBe(true);
      await shop.settled();
      expect(shop.driver.instances.has(sold.id)).toBe(false);
      expect(await rotations.versions(tenant, sold.id)).toEqual([]);
    }
  });

  it('forget what was to be revoked of a resource that is gone', async () => {
    await tenant.expect(200, Rotations.of(sold.id, 1, { key: 'k' }));
    await tenant.expect(204, removal());
    await shop.settled();
    await rotations.pass(2 * 3_600);
    expect((await shop.effects(tenant)).driver).not.toContain('revokeSecrets');
  });
});
