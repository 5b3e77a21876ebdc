import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buying, type Shop, type Sold, type Tenant } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Desk } from './desk.js';

const HOUR = 3_600;
const ROUNDS = 6;

describe('a suspension that meets something else', () => {
  let desk: Desk;
  let shop: Shop;
  let tenant: Tenant;
  let sold: Sold;
  beforeAll(async () => {
    desk = await Desk.open();
    shop = desk.shop;
  });
  beforeEach(async () => {
    tenant = await shop.tenant();
    sold = await tenant.buy();
  });
  afterAll(() => shop.close());

  const removal = () => ({ method: 'DELETE', path: `/resources/${sold.id}` }) as const;

  /** Suspends, and resolves while the product is at it; the result lets it go on. */
  const suspending = async () => {
    const goOn = shop.driver.hold('suspend');
    await desk.resource(sold.id, 'suspend');
    await desk.untilAsked(sold.id, 'suspend');
    return goOn;
  };

  it('closes the console before the product has done anything', async () => {
    const goOn = await suspending();
    const typed = { method: 'POST', path: `/resources/${sold.id}/repl`, body: { input: 'read' } } as const;
    expect((await tenant.call(typed)).status).toBe(409);
    goOn();
    await desk.untilStatus(tenant, sold.id, 'suspended');
    expect(desk.asked(sold.id)).toEqual(['suspend']);
  });

  it('is undone by a resumption that comes while the product still suspends', async () => {
    const goOn = await suspending();
    await desk.resource(sold.id, 'resume');
    await desk.untilTurnedAway(sold.id);
    goOn();
    await desk.untilAsked(sold.id, 'resume');
    await shop.settled();
    expect(await desk.statusOf(tenant, sold.id)).toBe('ready');
    expect(desk.isShut(sold.id)).toBe(false);
  });

  it('wins over a resumption that the product is still at', async () => {
    await desk.resource(sold.id, 'suspend');
    await desk.untilStatus(tenant, sold.id, 'suspended');
    const goOn = shop.driver.hold('resume');
    await desk.resource(sold.id, 'resume');
    await desk.untilAsked(sold.id, 'resume');
    await desk.resource(sold.id, 'suspend');
    await desk.untilTurnedAway(sold.id);
    goOn();
    await desk.untilAsked(sold.id, 'suspend', 2);
    await shop.settled();
    expect(await desk.statusOf(tenant, sold.id)).toBe('suspended');
    expect(desk.isShut(sold.id)).toBe(true);
  });

  it('leaves nothing of a resource that is deleted while the product suspends it', async () => {
    const goOn = await suspending();
    await tenant.expect(204, removal());
    goOn();
    await until(async () => (await shop.resources(tenant))[0]?.state === 'removed');
    expect(shop.driver.instances.has(sold.id)).toBe(false);
    expect(await shop.sql('SELECT 1 FROM resource_suspensions WHERE resource_id = $1', [sold.id])).toEqual([]);
  });

  it('waits for a change that the product is being told, and loses neither', async () => {
    const goOn = shop.driver.hold('update');
    await tenant.expect(200, { method: 'PATCH', path: `/resources/${sold.id}`, body: { billingPlanId: 'pro' } });
    await desk.untilAsked(sold.id, 'update');
    await desk.resource(sold.id, 'suspend');
    await tenant.expect(200, { method: 'PATCH', path: `/resources/${sold.id}`, body: { name: 'later' } });
    await desk.untilTurnedAway(sold.id);
    goOn();
    await desk.untilStatus(tenant, sold.id, 'suspended');
    await shop.settled();
    expect(desk.asked(sold.id)).toEqual(['update', 'suspend', 'update']);
    expect(shop.driver.instances.get(sold.id)).toMatchObject({ suspended: true, resource: { name: 'later' } });
  });

  it('of the installation reaches what is being sold as well', async () => {
    const goOn = shop.driver.hold('provision');
    const buying_ = tenant.buy({ name: 'two' });
    await until(async () => (await shop.resources(tenant)).length === 2);
    await desk.installation(tenant, 'suspend');
    goOn();
    const { id, status } = await buying_;
    expect(status).toBe('ready');
    await desk.pass(1);
    await desk.untilStatus(tenant, id, 'suspended');
    expect(desk.isShut(id)).toBe(true);
  });

  it('of the installation and an uninstall at any moment leave nothing', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const leaving = await shop.tenant();
      const { id } = await leaving.buy();
      const calls = [
        () => desk.installation(leaving, 'suspend').then(({ status }) => status),
        () => leaving.call({ method: 'DELETE', body: {} }).then(({ status }) => status),
        () => desk.resource(id, 'suspend').then(({ status }) => status),
      ];
      const order = round % 2 === 0 ? calls : calls.toReversed();
      const statuses = await Promise.all(order.map((call) => call()));
      expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
      await until(async () => (await shop.resources(leaving))[0]?.state === 'removed');
      expect(shop.driver.instances.has(id)).toBe(false);
    }
  });

  it('of resource and installation, again and again at once, ends as the last word of each says', async () => {
    const other = await tenant.buy({ name: 'two' });
    for (let round = 0; round < ROUNDS; round += 1) {
      await Promise.all([
        desk.installation(tenant, 'suspend'),
        desk.resource(sold.id, 'suspend'),
        desk.installation(tenant, 'resume'),
        desk.resource(other.id, 'suspend'),
      ]);
      await Promise.all([desk.installation(tenant, 'resume'), desk.resource(other.id, 'resume')]);
    }
    await desk.untilStatus(tenant, sold.id, 'suspended');
    await desk.untilStatus(tenant, other.id, 'ready');
    await shop.settled();
    expect([desk.isShut(sold.id), desk.isShut(other.id)]).toEqual([true, false]);
    await tenant.expect(200, buying({ name: 'three' }));
  });

  it('is repeated when nobody recorded what the product did, once no call can be at work any more', async () => {
    await desk.resource(sold.id, 'suspend');
    await desk.untilStatus(tenant, sold.id, 'suspended');
    await shop.settled();
    await shop.sql(
      `UPDATE resources SET state = 'ready', resumes_as = NULL, busy_until = n + l, due_at = n + l
       FROM (SELECT now() + offset_ms * interval '1 ms' AS n, interval '2 hours' AS l FROM clock_offsets) AS clock
       WHERE id = $1`,
      [sold.id],
    );
    await desk.pass(HOUR);
    expect(await desk.statusOf(tenant, sold.id)).toBe('ready');
    await desk.pass(2 * HOUR);
    await desk.untilStatus(tenant, sold.id, 'suspended');
    expect(desk.asked(sold.id)).toEqual(['suspend', 'suspend']);
  });
});
