import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Reconcile } from '../../../src/modules/resources/jobs/reconcile.job.js';
import { Shop, type Sold, type Tenant } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Transfers } from './transfers.js';

const ROUNDS = 5;
const UNINSTALL = { method: 'DELETE', body: {} } as const;

describe('a transfer at the same time as', () => {
  let shop: Shop;
  let transfers: Transfers;
  let source: Tenant;
  let target: Tenant;
  let sold: Sold;
  let claim: string;
  beforeAll(async () => {
    shop = await Shop.open();
    transfers = new Transfers(shop);
  });
  afterAll(() => shop.close());

  async function begin(): Promise<void> {
    [source, target] = await Promise.all([shop.tenant(), shop.tenant()]);
    sold = await source.buy();
    claim = await transfers.request(source, [sold]);
    await transfers.verify(target, claim);
  }
  beforeEach(begin);

  const calls = (operation: string) =>
    shop.driver.calls.filter((call) => call.resourceId === sold.id && call.operation === operation).length;

  it('others by other targets has one winner, and the others hear why', async () => {
    const targets = [target, ...(await Promise.all(Array.from({ length: 7 }, () => shop.tenant())))];
    for (const each of targets) await transfers.verify(each, claim);
    const answers = await Promise.all(targets.map((each) => each.call(Transfers.accepting(claim))));
    const winner = targets[answers.findIndex(({ status }) => status === 204)];
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    expect(await transfers.ownerOf(sold.id)).toBe(winner?.id);
  });

  it('its own repeats is one', async () => {
    const repeats = ['a', 'a', 'b', undefined].map((key) => target.call(Transfers.accepting(claim, key)));
    for (const { status } of await Promise.all(repeats)) expect(status).toBe(204);
    await shop.settled();
    expect((await shop.effects(target)).actions.filter((action) => action === 'transfer.accepted')).toHaveLength(1);
  });

  it('a deletion by the source leaves the resource to one of them', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await begin();
      const deletion = source.call({ method: 'DELETE', path: `/resources/${sold.id}` });
      const [accepted, deleted] = await Promise.all([target.call(Transfers.accepting(claim)), deletion]);
      await shop.settled();
      const isTargets = (await transfers.ownerOf(sold.id)) === target.id;
      expect([accepted.status, deleted.status]).toEqual(isTargets ? [204, 404] : [422, 204]);
      expect(shop.driver.instances.has(sold.id)).toBe(isTargets);
    }
  });

  it('an uninstall of the source takes all or nothing', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await begin();
      const [accepted, left] = await Promise.all([target.call(Transfers.accepting(claim)), source.call(UNINSTALL)]);
      await shop.settled();
      expect(left.status).toBe(200);
      const isTargets = (await transfers.ownerOf(sold.id)) === target.id;
      expect(accepted.status).toBe(isTargets ? 204 : 422);
      expect(shop.driver.instances.has(sold.id)).toBe(isTargets);
    }
  });

  it('a rotation that the source has asked for tells nobody the new secrets, and keeps the present ones', async () => {
    const finish = shop.driver.hold('rotateSecrets');
    const rotation = source.call({ method: 'POST', path: `/resources/${sold.id}/secrets/rotate`, key: 'k' });
    await until(() => calls('rotateSecrets') === 1);
    await transfers.accept(target, claim);
    finish();
    expect((await rotation).status).toBe(404);
    const made = shop.driver.instances.get(sold.id)?.keys.get(2)?.reveal() ?? '';
    expect(made.length).toBeGreaterThan(20);
    expect((await rotation).text).not.toContain(made);
    await transfers.pass(1);
    await shop.server.app.get(Reconcile, { strict: false }).run();
    await shop.settled();
    expect(
      [...(shop.driver.instances.get(sold.id)?.keys ?? [])].map(([version, key]) => [version, key === null]),
    ).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it('a change that the driver is being told of is told anew, under its new owner', async () => {
    const finish = shop.driver.hold('update');
    await source.expect(200, { method: 'PATCH', path: `/resources/${sold.id}`, body: { name: 'renamed' } });
    await until(() => calls('update') === 1);
    await transfers.accept(target, claim);
    finish();
    await shop.settled();
    await transfers.pass(1);
    await shop.server.app.get(Reconcile, { strict: false }).run();
    await shop.settled();
    expect(shop.driver.instances.get(sold.id)?.resource).toMatchObject({ installationId: target.id, name: 'renamed' });
    expect(
      await shop.sql(`SELECT 1 FROM pgboss.job WHERE name = 'dead' AND data::text LIKE $1`, [`%${sold.id}%`]),
    ).toEqual([]);
  });

  it('one in the opposite direction makes neither wait for the other', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await begin();
      const back = await target.buy();
      const other = await transfers.request(target, [back]);
      await transfers.verify(source, other);
      const both = [target.call(Transfers.accepting(claim)), source.call(Transfers.accepting(other))];
      expect((await Promise.all(both)).map(({ status }) => status)).toEqual([204, 204]);
      expect([await transfers.ownerOf(sold.id), await transfers.ownerOf(back.id)]).toEqual([target.id, source.id]);
    }
  });

  it('a purchase on a plan with a limit never goes beyond it', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [giver, taker] = [await shop.tenant(), await shop.tenant()];
      const given = await giver.buy({ plan: 'three' });
      await taker.buy({ plan: 'three' });
      await taker.buy({ plan: 'three' });
      const mine = await transfers.request(giver, [given]);
      await transfers.verify(taker, mine);
      const purchase = taker.buy({ plan: 'three' }).then(
        () => 200,
        () => 409,
      );
      const [accepted, bought] = await Promise.all([taker.call(Transfers.accepting(mine)), purchase]);
      expect([accepted.status, bought]).toEqual(accepted.status === 204 ? [204, 409] : [409, 200]);
      expect(await shop.resources(taker)).toHaveLength(3);
    }
  });
});
