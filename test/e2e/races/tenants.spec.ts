import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buying, Shop, type Tenant, type TenantAnswer, type TenantCall } from '../../support/shop/index.js';
import { until } from '../../support/until.js';

const ROUNDS = 10;
/** Jobs about a resource that have not ended, those for later apart. */
const OPEN_JOBS = `SELECT 1 FROM pgboss.job
  WHERE data->'data'->>'resourceId' = $1 AND (state = 'active' OR (state = 'created' AND start_after <= now()))`;
const uninstall = { method: 'DELETE', body: { cascadeResourceDeletion: true } } as const;

/** In the order in which they were sent. */
const statusesOf = (answers: readonly TenantAnswer[]): readonly number[] => answers.map(({ status }) => status);
const times = <T>(count: number, one: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => one(at));

describe('calls for one tenant at once', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop.close());

  /** What must hold after any race, once the jobs have settled. */
  async function expectWhole(tenant: Tenant): Promise<void> {
    await shop.settled();
    const resources = await shop.resources(tenant);
    for (const { id, state, name, plan_id: planId } of resources) {
      const instance = shop.driver.instances.get(id);
      expect([id, state]).toEqual([id, instance === undefined ? 'removed' : 'ready']);
      if (instance !== undefined) expect(instance.resource).toMatchObject({ name, planId });
    }
    const twins = await shop.sql(
      `SELECT request_digest FROM resources WHERE installation_id = $1 AND request_digest IS NOT NULL GROUP BY 1 HAVING count(*) > 1`,
      [tenant.id],
    );
    expect(twins).toEqual([]);
  }

  const all = (tenant: Tenant, calls: readonly TenantCall[]): Promise<TenantAnswer[]> =>
    Promise.all(calls.map((call) => tenant.call(call)));

  it('install it once, whichever of several PUTs comes first', async () => {
    const tenant = shop.stranger();
    expect(
      statusesOf(
        await all(
          tenant,
          times(6, () => tenant.installing),
        ),
      ),
    ).toEqual(times(6, () => 200));
    const { actions } = await shop.effects(tenant);
    expect(actions.filter((action) => action === 'installation.installed')).toHaveLength(1);
    expect(actions).toHaveLength(6);
  });

  it('never give more than the plan allows, when twenty want the last place', async () => {
    const tenant = await shop.tenant();
    await tenant.buy({ plan: 'three' });
    await tenant.buy({ plan: 'three' });
    const answers = await all(
      tenant,
      times(20, (at) => ({ ...buying({ plan: 'three' }), key: `k${at}` })),
    );
    expect(statusesOf(answers).toSorted((a, b) => a - b)).toEqual([200, ...times(19, () => 409)]);
    await expectWhole(tenant);
    expect(await shop.resources(tenant)).toHaveLength(3);
  });

  it('never give more than the plan allows, when resources move to it meanwhile', async () => {
    const tenant = await shop.tenant();
    const movers = await Promise.all(times(5, () => tenant.buy()));
    const moves = movers.map(({ id }) => {
      return { method: 'PATCH', path: `/resources/${id}`, body: { billingPlanId: 'three' } } as const;
    });
    const answers = await all(tenant, [...moves, ...times(5, () => buying({ plan: 'three' }))]);
    expect(statusesOf(answers).toSorted((a, b) => a - b)).toEqual([...times(3, () => 200), ...times(7, () => 409)]);
    await expectWhole(tenant);
  });

  it('lose neither a change of plan nor one of the name, for us or for the product', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy();
    for (let round = 0; round < ROUNDS; round += 1) {
      const path = `/resources/${id}`;
      const [plan, name] = [round % 2 === 0 ? 'pro' : 'free', `name ${round}`];
      const bodies = [{ billingPlanId: plan }, { name }];
      const answers = await all(
        tenant,
        bodies.map((body) => ({ method: 'PATCH', path, body }) as const),
      );
      expect(statusesOf(answers)).toEqual([200, 200]);
      expect(await shop.resources(tenant)).toMatchObject([{ plan_id: plan, name }]);
      await expectWhole(tenant);
    }
  });

  it('tell the product of one change at a time, so that what it hears last is how things are', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy();
    const rename = (name: string) => tenant.expect(200, { method: 'PATCH', path: `/resources/${id}`, body: { name } });
    const finishFirst = shop.driver.hold('update');
    await rename('first');
    await until(async () => (await shop.effects(tenant)).driver.includes('update'));
    await rename('second');
    await until(async () => (await shop.sql(OPEN_JOBS, [id])).length === 1);
    finishFirst();
    await expectWhole(tenant);
    expect((await shop.resources(tenant))[0]?.name).toBe('second');
  });

  it('delete a resource once, and each of them hears that it is gone', async () => {
    const tenant = await shop.tenant();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id } = await tenant.buy();
      const answers = await all(
        tenant,
        times(4, () => ({ method: 'DELETE', path: `/resources/${id}` }) as const),
      );
      expect(statusesOf(answers)).toEqual([204, 204, 204, 204]);
    }
    await expectWhole(tenant);
    const { actions } = await shop.effects(tenant);
    expect(actions.filter((action) => action === 'resource.removal-requested')).toHaveLength(ROUNDS);
  });

  it('answer a change as for a missing resource when it was deleted while the change waited', async () => {
    const tenant = await shop.tenant();
    const { id, name } = await tenant.buy();
    const path = `/resources/${id}`;
    const change = await shop.whileHolding(
      'SELECT 1 FROM installations WHERE id = $1 FOR UPDATE',
      [tenant.id],
      async () => {
        const waiting = tenant.call({ method: 'PATCH', path, body: { name } });
        await shop.untilBlocked();
        await tenant.expect(204, { method: 'DELETE', path });
        return { waiting };
      },
    );
    expect((await change.waiting).status).toBe(404);
    expect((await shop.effects(tenant)).actions).not.toContain('resource.changed');
  });

  it('remove it once, and each of them hears that it is on its way out', async () => {
    const tenant = await shop.tenant();
    await tenant.buy();
    const answers = await all(
      tenant,
      times(5, () => uninstall),
    );
    expect(statusesOf(answers).every((status) => status === 200 || status === 204)).toBe(true);
    await expectWhole(tenant);
    const { actions } = await shop.effects(tenant);
    expect(actions.filter((action) => action === 'installation.uninstall-requested')).toHaveLength(1);
    expect(actions.filter((action) => action === 'installation.uninstalled')).toHaveLength(1);
  });

  it('leave nothing of it when it leaves while resources are sold, changed and deleted', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const tenant = await shop.tenant();
      const [one, two] = [await tenant.buy(), await tenant.buy()];
      const others: TenantCall[] = [
        ...times(4, (at) => ({ ...buying(), key: `k${at}` })),
        { method: 'PATCH', path: `/resources/${one.id}`, body: { billingPlanId: 'pro' } },
        { method: 'DELETE', path: `/resources/${two.id}` },
      ];
      const [left, ...answers] = await all(tenant, [uninstall, ...others]);
      expect(left?.status).toBe(200);
      expect(statusesOf(answers).every((status) => status < 500 || status === 503)).toBe(true);
      await expectWhole(tenant);
      expect((await shop.resources(tenant)).every(({ state }) => state === 'removed')).toBe(true);
    }
  });

  it('never leave a resource that costs in an installation whose last bill has been ruled out', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const tenant = await shop.tenant();
      const { id } = await tenant.buy();
      const move = { method: 'PATCH', path: `/resources/${id}`, body: { billingPlanId: 'pro' } } as const;
      const isMovedFirst = round % 2 === 0;
      const answers = await all(tenant, isMovedFirst ? [move, uninstall] : [uninstall, move]);
      const [moved, left] = isMovedFirst ? answers : answers.toReversed();
      expect([left?.status, [200, 404, 409].includes(moved?.status ?? 0)]).toEqual([200, true]);
      await shop.settled();
      const paid = await shop.sql(
        `SELECT started_at <= uninstall_requested_at AS in_time, ended_at IS NOT NULL AS ended
         FROM plan_segments JOIN installations i ON i.id = installation_id WHERE i.id = $1 AND plan_id = 'pro'`,
        [tenant.id],
      );
      expect(paid).toEqual(moved?.status === 200 ? [{ in_time: true, ended: true }] : []);
    }
  });
});
