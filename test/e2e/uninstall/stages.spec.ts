import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MoneySettlement, type OpenMoney, SettlesMoney } from '../../../src/modules/installations/index.js';
import { Shop, type Tenant } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { OPERATOR, Uninstalls } from './uninstalls.js';

const DAY_SECONDS = 86_400;

/** Somebody who charges: an installation owes as long as the test says so. */
class Biller extends SettlesMoney {
  readonly debtors = new Set<string>();
  readonly asked: string[] = [];

  override async settle(installationId: string): Promise<OpenMoney | null> {
    this.asked.push(installationId);
    return this.debtors.has(installationId) ? { what: 'an unpaid invoice', lookAgainSeconds: 3_600 } : null;
  }
}

const STUCK = `INSERT INTO installations (id, audience, account_id, state, ever_billed, token_type, scopes, accepted_policies, account_url,
    uninstall_requested_at, uninstall_cascade, window_closes_at, created_at, updated_at, revision)
  SELECT 'icfg_stuck_' || n, 'oac_test', 'a', 'uninstalling', false, 'Bearer', '{}', '{}', 'https://vercel.com/a',
    '2026-01-01', true, '2026-01-02', '2026-01-01', '2026-01-01', 1 FROM generate_series(1, 501) n`;
const STUCK_UNINSTALLS = `INSERT INTO uninstalls (installation_id, stage, stage_since, origin, settled_at, due_at)
  SELECT id, 'removing', '2026-01-01', 'delete', '2026-01-01', '2026-01-01' FROM installations WHERE id LIKE 'icfg_stuck_%'`;

/** Its product lets go of it for nobody: it is sold no more, and its row is from before the driver was kept. */
const UNREMOVABLE = `INSERT INTO resources (installation_id, id, product_slug, plan_id, name, metadata, state, ever_billed, revision,
    applied_revision, created_at, updated_at)
  SELECT id, 'res_' || id, 'gone', 'free', 'x', '{}', 'removing', false, 1, 1, '2026-01-01', '2026-01-01' FROM installations
  WHERE id LIKE 'icfg_stuck_%'`;

describe('an uninstall', () => {
  let shop: Shop;
  let uninstalls: Uninstalls;
  const biller = new Biller();

  beforeAll(async () => {
    shop = await Shop.open({ env: { ADMIN_API_KEYS: `tests:${OPERATOR}` } });
    uninstalls = new Uninstalls(shop);
    shop.server.app.get(MoneySettlement, { strict: false }).register(biller);
  });
  afterAll(() => shop.close());

  const uninstall = (tenant: Tenant, body: object = {}): Promise<unknown> =>
    tenant.expect(200, { method: 'DELETE', body });

  it('of one who owes nothing ends with the last of the resources, and asks nobody for money', async () => {
    const tenant = await shop.tenant();
    await tenant.buy();
    const release = shop.driver.hold('deprovision');
    await uninstall(tenant, { reason: 'too dear' });
    await until(async () => (await uninstalls.listed(tenant.id))?.stage === 'removing');
    expect(await uninstalls.listed(tenant.id)).toMatchObject({
      stage: 'removing',
      waitsFor: 'a resource',
      origin: 'delete',
      reason: 'too dear',
      resourcesLeft: 1,
    });
    expect(await uninstalls.stateOf(tenant.id)).toEqual({ state: 'uninstalling', stage: 'removing', token: true });
    release();
    await shop.settled();
    expect(await uninstalls.stateOf(tenant.id)).toEqual({ state: 'uninstalled', stage: 'finalized', token: false });
    expect(await uninstalls.listed(tenant.id)).toBeUndefined();
    expect(biller.asked).not.toContain(tenant.id);
  });

  it('keeps the token until nothing is owed any more, also beyond the window', async () => {
    const tenant = await shop.tenant();
    await tenant.buy({ plan: 'pro' });
    biller.debtors.add(tenant.id);
    await uninstall(tenant);
    await shop.settled();
    const waiting = { stage: 'settling', resourcesLeft: 0, resources: [] };
    expect(await uninstalls.listed(tenant.id)).toMatchObject(waiting);
    await uninstalls.pass(DAY_SECONDS);
    expect(await uninstalls.listed(tenant.id)).toMatchObject({ ...waiting, waitsFor: 'an unpaid invoice' });
    expect(await uninstalls.stateOf(tenant.id)).toEqual({ state: 'uninstalling', stage: 'settling', token: true });
    biller.debtors.delete(tenant.id);
    await uninstalls.pass(3_600);
    expect(await uninstalls.stateOf(tenant.id)).toEqual({ state: 'uninstalled', stage: 'finalized', token: false });
  });

  it('leaves the resources alone until the money is settled, where the customer wants it so', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy({ plan: 'pro' });
    biller.debtors.add(tenant.id);
    await uninstall(tenant, { cascadeResourceDeletion: false });
    await shop.settled();
    await uninstalls.pass(DAY_SECONDS);
    expect(await uninstalls.listed(tenant.id)).toMatchObject({ stage: 'settling', resourcesLeft: 1 });
    expect(shop.driver.instances.has(id)).toBe(true);
    biller.debtors.delete(tenant.id);
    await uninstalls.pass(3_600);
    expect(shop.driver.instances.has(id)).toBe(false);
    expect(await uninstalls.stateOf(tenant.id)).toEqual({ state: 'uninstalled', stage: 'finalized', token: false });
  });

  it('goes on although its job was lost', async () => {
    const tenant = await shop.tenant();
    await tenant.buy({ plan: 'pro' });
    await uninstall(tenant);
    await shop.settled();
    await shop.sql(
      `UPDATE uninstalls SET stage = 'requested', settled_at = now(), due_at = now() - interval '1 second' WHERE installation_id = $1`,
      [tenant.id],
    );
    await uninstalls.pass(DAY_SECONDS);
    expect(await uninstalls.stateOf(tenant.id)).toMatchObject({ stage: 'finalized' });
  });

  it('ends for everybody, however many before them cannot go', async () => {
    const tenant = await shop.tenant();
    await tenant.buy({ plan: 'pro' });
    await uninstall(tenant);
    await shop.settled();
    for (const statement of [STUCK, STUCK_UNINSTALLS, UNREMOVABLE]) await shop.sql(statement);
    await uninstalls.pass(DAY_SECONDS);
    expect(await uninstalls.stateOf(tenant.id)).toMatchObject({ stage: 'finalized' });
    expect(await shop.sql(`SELECT count(*)::integer AS left FROM uninstalls WHERE stage = 'removing'`)).toEqual([
      { left: 501 },
    ]);
    const first = await uninstalls.page('?limit=200');
    const second = await uninstalls.page(`?limit=200&cursor=${first.next}`);
    const third = await uninstalls.page(`?limit=200&cursor=${second.next}`);
    const all = [first, second, third].flatMap((page) => page.uninstalls);
    expect(new Set(all.map(({ installationId }) => installationId)).size).toBe(501);
    expect([all.length, third.next]).toEqual([501, undefined]);
  });
});
