import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Pushes } from './pushes.js';

describe('what changes on our side', () => {
  let shop: Shop;
  let pushes: Pushes;

  beforeAll(async () => {
    shop = await Shop.open();
    pushes = new Pushes(shop);
  });
  afterAll(() => shop.close());

  it.each(['status', 'updated'] as const)('is held by Vercel when it was told it by %s', async (kind) => {
    const bought = await pushes.bought();
    await pushes.change(bought, 'suspended', kind);
    await pushes.untilTold(bought.team);
    const held = bought.team.installation();
    expect(held.resources.get(bought.id)?.status).toBe('suspended');
    expect(pushes.calls(held)).toEqual([kind === 'status' ? `PATCH ${bought.id}` : 'POST events']);
    expect(shop.server.vercel.violations).toEqual([]);
  });

  it.each(['status', 'updated'] as const)('of an installation is told by %s', async (kind) => {
    const team = await pushes.team();
    const held = team.installation();
    held.status = 'pending';
    await pushes.tell(team, kind);
    await pushes.untilTold(team);
    expect(held.status).toBe(kind === 'status' ? 'ready' : 'pending');
    expect(pushes.calls(held)).toEqual([kind === 'status' ? `PATCH ${held.id}` : 'POST events']);
  });

  it('replaces the secrets that Vercel holds by the present ones, all of them', async () => {
    const bought = await pushes.bought();
    const held = bought.team.installation();
    const resource = held.resources.get(bought.id);
    const present = resource?.secrets;
    if (resource !== undefined) resource.secrets = [{ name: 'STALE', value: 'of-yesterday' }];
    await pushes.change(bought, 'ready', 'secrets');
    await pushes.untilTold(bought.team);
    expect(resource?.secrets).toEqual(present);
    expect(pushes.calls(held)).toEqual(['PUT secrets']);
  });

  it.each(['still there', 'gone already'] as const)('deletes at Vercel what is %s', async (there) => {
    const bought = await pushes.bought();
    const held = bought.team.installation();
    if (there === 'gone already') held.resources.delete(bought.id);
    await pushes.change(bought, 'ready', 'status');
    await pushes.change(bought, 'removing', 'deleted');
    await pushes.untilTold(bought.team);
    expect(held.resources.has(bought.id)).toBe(false);
    expect(pushes.calls(held).at(-1)).toBe(`DELETE ${bought.id}`);
  });

  it('ends as the last of many concurrent changes has it', async () => {
    const bought = await pushes.bought();
    const states = ['suspended', 'error', 'onboarding', 'pending'];
    await Promise.all(Array.from({ length: 24 }, (_, n) => pushes.change(bought, states[n % 4] ?? '', 'status')));
    await pushes.untilTold(bought.team);
    const [last] = await shop.sql('SELECT state FROM resources WHERE id = $1', [bought.id]);
    expect(bought.team.installation().resources.get(bought.id)?.status).toBe(last?.['state']);
  });

  it('is told of a resource only once Vercel can know of it', async () => {
    const team = await pushes.team();
    const release = shop.driver.hold('provision');
    const buying = pushes.bought(team);
    const placed = (): Promise<{ id: string }[]> =>
      shop.sql<{ id: string }>('SELECT id FROM resources WHERE installation_id = $1', [team.installation().id]);
    await until(async () => (await placed()).length === 1);
    const id = (await placed())[0]?.id ?? '';
    await pushes.change({ team, id }, 'placed', 'status');
    await shop.settled();
    expect(pushes.calls(team.installation())).toEqual([]);
    release();
    await buying;
    await pushes.pass(60);
    await pushes.untilTold(team);
    expect(pushes.calls(team.installation())).toEqual([`PATCH ${id}`]);
  });

  it('is not told when Vercel has asked for the change itself', async () => {
    const { team, id } = await pushes.bought();
    await team.rename(id, 'other');
    await team.changePlan(id, 'pro');
    await team.rotate(id);
    await team.renewCredentials();
    await team.remove(id);
    await team.uninstall();
    await shop.settled();
    expect(pushes.calls(team.installation())).toEqual([]);
    expect(await pushes.outstanding(team)).toEqual([]);
  });
});
