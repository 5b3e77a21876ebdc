import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Shop, type Sold, type Tenant } from '../../support/shop/index.js';
import { Rotations } from './rotations.js';

const HOUR = 3_600;
const REQUESTED = `SELECT actor_kind, actor_id, details FROM audit_entries
  WHERE installation_id = $1 AND action = 'resource.rotation-requested'`;

describe('the rotation of secrets', () => {
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

  const rotate = async (hours?: number) => Rotations.secretsOf(await tenant.expect(200, Rotations.of(sold.id, hours)));
  const work = (...all: readonly Sold['secrets'][]) => all.map((secrets) => rotations.opens(sold.id, secrets));

  it('answers with all secrets anew, and lets the old ones work for the delay and not much longer', async () => {
    const renewed = await rotate(1.5);
    expect(renewed.map(({ name }) => name)).toEqual(sold.secrets.map(({ name }) => name));
    expect(work(sold.secrets, renewed)).toEqual([true, true]);
    await rotations.pass(1.5 * HOUR);
    expect(work(sold.secrets, renewed)).toEqual([true, true]);
    await rotations.pass(60);
    expect(work(sold.secrets, renewed)).toEqual([false, true]);
    expect(await rotations.versions(tenant, sold.id)).toEqual([
      { version: 1, state: 'revoked' },
      { version: 2, state: 'current' },
    ]);
  });

  it('takes the old ones away at once without a delay, also without a body', async () => {
    const second = await rotate(0);
    await shop.settled();
    expect(work(sold.secrets, second)).toEqual([false, true]);
    const third = await rotate();
    await shop.settled();
    expect(work(second, third)).toEqual([false, true]);
  });

  it('lets each of several old ones work for its own delay', async () => {
    const second = await rotate(3);
    const third = await rotate(1);
    expect(work(sold.secrets, second, third)).toEqual([true, true, true]);
    await rotations.pass(HOUR + 60);
    expect(work(sold.secrets, second, third)).toEqual([true, false, true]);
    await rotations.pass(2 * HOUR);
    expect(work(sold.secrets, second, third)).toEqual([false, false, true]);
  });

  it('keeps nothing secret of what it has revoked', async () => {
    await rotate(0);
    await shop.settled();
    const [revoked] = await shop.sql(
      'SELECT secrets, seed FROM resource_credentials WHERE installation_id = $1 AND version = 1',
      [tenant.id],
    );
    expect(revoked).toEqual({ secrets: null, seed: null });
  });

  it('gives the same answer to a repeat, and makes one credential', async () => {
    const call = Rotations.of(sold.id, 1, { key: 'k' });
    const first = await tenant.expect(200, call);
    expect(await tenant.expect(200, call)).toEqual({ ...first, replayed: true });
    expect(rotations.made(sold.id)).toBe(1);
    const other = Rotations.of(sold.id, 2, { key: 'k' });
    expect((await tenant.call(other)).status).toBe(409);
  });

  it.each([
    ['a negative delay', { delayOldSecretsExpirationHours: -1 }],
    ['more than Vercel can ask for', { delayOldSecretsExpirationHours: 720.5 }],
    ['more than the product allows', { delayOldSecretsExpirationHours: 48.01 }],
    ['a delay that is no number', { delayOldSecretsExpirationHours: '1' }],
    ['a reason that is no text', { reason: 7 }],
  ])('refuses %s', async (_what, body) => {
    const answer = await tenant.call(Rotations.of(sold.id, undefined, { body }));
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { fields: [{ key: Object.keys(body)[0] }] } });
    expect(rotations.made(sold.id)).toBe(0);
  });

  it('takes the longest delay that the product allows', async () => {
    await rotate(48);
    await rotations.pass(48 * HOUR);
    expect(work(sold.secrets)).toEqual([true]);
  });

  it('names in the audit log who asked, and why', async () => {
    const reason = 'a laptop was stolen';
    await tenant.expect(200, Rotations.of(sold.id, undefined, { body: { reason } }));
    const team = shop.server.vercel;
    const token = team.tokens.system({ installationId: tenant.id });
    await team.partner.rotateSecrets(tenant.id, sold.id, undefined, { as: 'system', token });
    const [byUser, bySystem] = await shop.sql(REQUESTED, [tenant.id]);
    expect(byUser).toMatchObject({ actor_kind: 'vercel-user', details: { version: 2, reason } });
    expect(byUser?.['actor_id']).not.toBeNull();
    expect(bySystem).toMatchObject({ actor_kind: 'vercel-system', details: { version: 3 } });
  });

  it('is refused for what is not ready yet', async () => {
    shop.driver.next('provision', 'pending');
    const pending = await tenant.buy({ name: 'pending' });
    expect((await tenant.call(Rotations.of(pending.id))).status).toBe(409);
  });
});

describe('a product without rotation', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ billing: 'installation' });
  });
  afterAll(() => shop.close());

  it('answers 409', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy({ product: 'stall', plan: 'base' });
    expect((await tenant.call(Rotations.of(id))).status).toBe(409);
    expect((await shop.effects(tenant)).driver).toEqual(['provision']);
  });
});
