import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Fault } from '#libs/vercel-simulator';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { type Bought, Pushes } from './pushes.js';

const TROUBLE: readonly Omit<Fault, 'on'>[] = [
  { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503, headers: { 'retry-after': '1' } },
  { kind: 'status-after', status: 502 },
  { kind: 'html' },
  { kind: 'redirect' },
  { kind: 'cut-before' },
  { kind: 'cut-after' },
];
/** Takes as long as the client waits for an answer, so that one kind of push has to do. */
const SILENCE: Omit<Fault, 'on'> = { kind: 'hang' };

describe('a push that fails', () => {
  let shop: Shop;
  let pushes: Pushes;

  beforeAll(async () => {
    shop = await Shop.open();
    pushes = new Pushes(shop);
  });
  afterAll(() => shop.close());

  const fail = (fault: Omit<Fault, 'on'>): unknown => shop.server.vercel.faults.add({ on: 'vercel-api', ...fault });

  const deadLetters = (id: string): Promise<unknown[]> =>
    shop.sql(`SELECT output FROM pgboss.job WHERE name = 'dead' AND data->'data'->>'resourceId' = $1`, [id]);

  const refusals = (id: string): Promise<unknown[]> =>
    shop.sql(`SELECT details FROM audit_entries WHERE subject = $1 AND action = 'resource.push-refused'`, [id]);

  it.each([
    ['status', [...TROUBLE, SILENCE]],
    ['updated', TROUBLE],
    ['secrets', TROUBLE],
  ] as const)(
    'of the kind %s is repeated until Vercel has heard it, whatever the trouble',
    async (kind, troubles) => {
      const all = await Promise.all(
        troubles.map(async (trouble) => {
          const bought = await pushes.bought();
          const { id } = bought.team.installation();
          fail({ ...trouble, path: new RegExp(`/${id}/`), times: 1 });
          await pushes.change(bought, 'suspended', kind);
          return bought;
        }),
      );
      await Promise.all(all.map(({ team }) => pushes.untilTold(team)));
      const suspended = kind === 'secrets' ? 'ready' : 'suspended';
      expect(all.map((bought) => heldOf(bought)?.status)).toEqual(troubles.map(() => suspended));
      const calls = all.map(({ team }) => pushes.calls(team.installation()).length);
      expect(calls.filter((count) => count < 2)).toEqual([]);
    },
    120_000,
  );

  it('for good is written down, and holds up nothing else of the resource', async () => {
    const bought = await pushes.bought();
    fail({ kind: 'status', status: 422, method: 'PATCH', path: new RegExp(bought.id) });
    const release = shop.server.vercel.faults.add({
      on: 'vercel-api',
      kind: 'status',
      method: 'PUT',
      path: new RegExp(bought.id),
    });
    await pushes.change(bought, 'suspended', 'secrets');
    await pushes.change(bought, 'suspended', 'status');
    await pushes.change(bought, 'suspended', 'updated');
    release.remove();
    await pushes.untilTold(bought.team);
    expect(heldOf(bought)?.status).toBe('suspended');
    await until(async () => (await deadLetters(bought.id)).length === 1);
    expect(await refusals(bought.id)).toEqual([{ details: { push: 'status', code: 'bad_request', status: 422 } }]);
  });

  it('because Vercel does not know the resource yet is repeated, and given up when it is old', async () => {
    const bought = await pushes.bought();
    const held = bought.team.installation();
    const resource = held.resources.get(bought.id);
    held.resources.delete(bought.id);
    await pushes.change(bought, 'suspended', 'status');
    await until(() => pushes.calls(held).length === 1);
    await shop.settled();
    if (resource !== undefined) held.resources.set(bought.id, resource);
    await pushes.pass(20);
    await pushes.untilTold(bought.team);
    expect(resource?.status).toBe('suspended');
    held.resources.delete(bought.id);
    await pushes.pass(600);
    await pushes.change(bought, 'ready', 'status');
    await pushes.untilTold(bought.team);
    expect(await refusals(bought.id)).toEqual([{ details: { push: 'status', code: 'not_found', status: 404 } }]);
    expect(await pushes.parking(bought.team)).toEqual([]);
  });

  function heldOf({ team, id }: Bought): { readonly status: string } | undefined {
    return team.installation().resources.get(id);
  }
});
