import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExampleService } from '../../support/provider/index.js';
import { until } from '../../support/until.js';
import { Doors } from './doors.js';

describe('the example service, working asynchronously,', () => {
  let service: ExampleService;
  let doors: Doors;
  beforeAll(async () => {
    service = await ExampleService.start({ mode: 'async', workMs: 100 });
    doors = await Doors.open(service.url);
  });
  afterAll(async () => {
    await doors.close();
    await service.stop();
  });

  const keyOf = (secrets: readonly { readonly name: string; readonly value: string }[] = []) =>
    secrets.find(({ name }) => name === 'DOOR_KEY')?.value ?? 'none';

  it('makes a resource whose secrets, as Vercel holds them in the end, open the door', async () => {
    const team = await doors.team();
    const bought = await doors.buy(team);
    await doors.untilState(bought.id, 'ready');
    await doors.pushes.untilTold(team);
    const held = team.installation().resources.get(bought.id);
    expect(held?.status).toBe('ready');
    expect(await service.knock(bought.id, keyOf(held?.secrets))).toBe(200);
    expect(await doors.actions(bought.id)).toEqual(['resource.placed', 'resource.provisioned']);
    expect(doors.shop.server.vercel.violations).toEqual([]);
  });

  it('removes a resource in its own time', async () => {
    const team = await doors.team();
    const { id } = await doors.buy(team);
    await doors.untilState(id, 'ready');
    await team.remove(id);
    await doors.untilState(id, 'removed');
    expect(await service.knock(id)).toBe(404);
    const actions = await doors.actions(id);
    expect(actions.filter((action) => action === 'resource.removed')).toHaveLength(1);
  });

  it('makes new secrets in its own time, and the former ones end after the delay', async () => {
    const team = await doors.team();
    const { id } = await doors.buy(team);
    await doors.untilState(id, 'ready');
    await doors.pushes.untilTold(team);
    const resource = team.installation().resources.get(id);
    const former = keyOf(resource?.secrets);
    await team.rotate(id, { delayHours: 1 });
    await until(async () => (await doors.actions(id)).includes('resource.secrets-rotated'));
    await doors.pushes.untilTold(team);
    const present = keyOf(resource?.secrets);
    expect(present).not.toBe(former);
    expect([await service.knock(id, former), await service.knock(id, present)]).toEqual([200, 200]);
    await doors.pushes.pass(3_700);
    expect([await service.knock(id, former), await service.knock(id, present)]).toEqual([403, 200]);
  });
});
