import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Notification } from '#libs/vercel-contract';
import type { Team } from '#libs/vercel-simulator';
import { Shop } from '../../support/shop/index.js';
import { Pushes } from '../pushes/pushes.js';

const CATALOG = fileURLToPath(new URL('catalog.yaml', import.meta.url));

describe('what a customer is told beside the installation, without anybody saying it', () => {
  let shop: Shop;
  let pushes: Pushes;

  beforeAll(async () => {
    shop = await Shop.open({ env: { CATALOG_FILE: CATALOG } });
    pushes = new Pushes(shop);
  });
  afterAll(() => shop.close());

  /** What Vercel holds when all jobs have run. */
  async function held(team: Team): Promise<Notification | undefined> {
    await shop.settled();
    await pushes.untilTold(team);
    return team.installation().notification;
  }

  const order = { product: 'shop', plan: 'free', name: 'main' };
  const buy = async (team: Team, times: number): Promise<readonly string[]> =>
    (await Promise.all(Array.from({ length: times }, () => team.provision(order)))).map(({ id }) => id);

  const FAILED = {
    level: 'error',
    title: 'Provisioning has failed',
    message: '“main” could not be provisioned. Nothing was left of it, and it can be tried again.',
  };

  it('is that the product has refused to make what was bought, until it is bought again', async () => {
    const team = await pushes.team();
    shop.driver.next('provision', 'final');
    await expect(team.provision(order)).rejects.toThrow();
    expect(await held(team)).toEqual(FAILED);
    await team.provision(order);
    expect(await held(team)).toBeUndefined();
  });

  it('is that nobody has finished what was bought', async () => {
    const team = await pushes.team();
    shop.driver.next('provision', 'transient', 'transient', 'transient');
    await expect(team.provision(order)).rejects.toThrow();
    expect(await held(team)).toBeUndefined();
    await pushes.pass(121);
    expect(await held(team)).toEqual(FAILED);
  });

  it("is that a plan's limit is near and then reached, as long as that is so", async () => {
    const team = await pushes.team();
    const near = { level: 'info', title: 'Plan limit almost reached', message: used(4) };
    const reached = { level: 'warn', title: 'Plan limit reached', message: used(5) };
    const [first = '', second = ''] = await buy(team, 3);
    expect(await held(team)).toBeUndefined();
    await buy(team, 1);
    expect(await held(team)).toEqual(near);
    await buy(team, 1);
    expect(await held(team)).toEqual(reached);
    await team.changePlan(first, 'more');
    expect(await held(team)).toEqual(near);
    await team.changePlan(first, 'free');
    expect(await held(team)).toEqual(reached);
    await team.remove(second);
    expect(await held(team)).toEqual(near);
    await team.remove(first);
    expect(await held(team)).toBeUndefined();
    expect(shop.server.vercel.violations).toEqual([]);
  });

  it('is that a limit is reached when the last are bought at the same time', async () => {
    const team = await pushes.team();
    await buy(team, 5);
    expect(await held(team)).toMatchObject({ message: used(5) });
    const refused = await Promise.allSettled([team.provision(order), team.provision(order)]);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await held(team)).toMatchObject({ message: used(5) });
  });

  it('is nothing any more once the customer leaves', async () => {
    const team = await pushes.team();
    await buy(team, 4);
    await held(team);
    const calls = pushes.calls(team.installation()).length;
    await team.uninstall();
    await shop.settled();
    expect(pushes.calls(team.installation())).toHaveLength(calls);
  });

  function used(count: number): string {
    return `${count} of 5 resources of the plan “Five” are in use.`;
  }
});
