import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { Shop, type Sold } from '../../support/shop/index.js';
import { Rotations } from './rotations.js';

const HOUR = 3_600;
const KEY = 'admin-key-of-the-tests';

interface Started {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

describe('a rotation that Vercel is told of by a call', () => {
  let shop: Shop;
  let rotations: Rotations;
  let team: Team;
  let id: string;
  let old: Sold['secrets'];
  beforeAll(async () => {
    shop = await Shop.open({ env: { ADMIN_API_KEYS: `tests:${KEY}` } });
    rotations = new Rotations(shop);
  });
  beforeEach(async () => {
    team = shop.server.vercel.team('Acme');
    await team.install();
    const resource = await team.provision({ product: 'shop', plan: 'free', name: 'db' });
    ({ id } = resource);
    old = resource.secrets;
  });
  afterAll(() => shop.close());

  /** Without a delay, unless told otherwise; `undefined` says nothing of one. */
  async function start(wish: object, resourceId = id): Promise<Started> {
    const body = { delayHours: 0, ...wish };
    const answer = await fetch(`${shop.server.url}/admin/v1/resources/${resourceId}/rotate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  const atVercel = (): Sold['secrets'] => team.installation().resources.get(id)?.secrets ?? [];
  const work = (...all: readonly Sold['secrets'][]): boolean[] => all.map((secrets) => rotations.opens(id, secrets));
  const states = async (): Promise<string[]> =>
    (await rotations.versions(team.installation(), id)).map(({ state }) => state);
  const puts = (): number =>
    shop.server.vercel.record.calls.filter(({ method, path }) => method === 'PUT' && path.includes(`${id}/secrets`))
      .length;

  it('gives Vercel all secrets anew, and lets the old ones work for the delay', async () => {
    const { status, body } = await start({ delayHours: 2, reason: 'a key was seen in a log' });
    expect([status, body]).toEqual([202, { installationId: team.installation().id, resourceId: id, version: 2 }]);
    await shop.settled();
    expect(atVercel()).not.toEqual(old);
    expect(work(old, atVercel())).toEqual([true, true]);
    await rotations.pass(2 * HOUR);
    expect(work(old)).toEqual([true]);
    await rotations.pass(60);
    expect(work(old, atVercel())).toEqual([false, true]);
    expect([await states(), puts()]).toEqual([['revoked', 'current'], 1]);
  });

  it('leaves the old ones as much time as the product allows when nothing is said of it, since Vercel does not redeploy', async () => {
    await start({ delayHours: undefined, reason: 'a routine' });
    await shop.settled();
    await rotations.pass(48 * HOUR);
    expect(work(old, atVercel())).toEqual([true, true]);
    await rotations.pass(60);
    expect(work(old, atVercel())).toEqual([false, true]);
  });

  it('takes nothing away before Vercel has acknowledged, and begins to count only then', async () => {
    const path = new RegExp(`${id}/secrets`);
    const fault = shop.server.vercel.faults.add({ on: 'vercel-api', kind: 'cut-after', path });
    await start({ delayHours: 1, reason: 'a leak' });
    await shop.settled();
    await rotations.pass(5 * HOUR);
    expect([work(old, atVercel()), await states()]).toEqual([
      [true, true],
      ['retiring', 'current'],
    ]);
    fault.remove();
    await rotations.pass(HOUR);
    expect([work(old, atVercel()), await states()]).toEqual([
      [true, true],
      ['retiring', 'current'],
    ]);
    await rotations.pass(HOUR + 60);
    expect([work(old, atVercel()), await states()]).toEqual([
      [false, true],
      ['revoked', 'current'],
    ]);
  });

  it('is one, whoever asks while it is under way', async () => {
    const releases = [1, 2, 3].map(() => shop.driver.hold('rotateSecrets'));
    const operators = await Promise.all([1, 2, 3].map(() => start({ reason: 'a leak' })));
    await rotations.untilMaking(id, 3);
    const byVercel = await team.rotate(id);
    for (const release of releases) release();
    await shop.settled();
    expect(operators.map(({ body }) => body['version'])).toEqual([2, 2, 2]);
    expect(work(old, byVercel.secrets, atVercel())).toEqual([false, true, true]);
    expect(await states()).toEqual(['revoked', 'current']);
  });

  it('is told of again, and not begun again, when an operator asks before Vercel has acknowledged', async () => {
    const path = new RegExp(`${id}/secrets`);
    const refusal = { on: 'vercel-api', kind: 'status', status: 422, path, times: 1 } as const;
    shop.server.vercel.faults.add(refusal);
    await start({ reason: 'a leak' });
    await shop.settled();
    expect([work(old), atVercel(), await states()]).toEqual([[true], old, ['retiring', 'current']]);
    expect((await start({ reason: 'once more' })).body['version']).toBe(2);
    await shop.settled();
    expect([work(old, atVercel()), await states()]).toEqual([
      [false, true],
      ['revoked', 'current'],
    ]);
  });

  it('that the product refuses keeps the old secrets, and Vercel hears of nothing', async () => {
    shop.driver.next('rotateSecrets', 'final');
    await start({ reason: 'a leak' });
    await shop.settled();
    await rotations.pass(HOUR);
    expect([work(old), atVercel(), await states(), puts()]).toEqual([[true], old, ['current', 'revoked'], 0]);
  });

  it('goes on when the product was away', async () => {
    shop.driver.next('rotateSecrets', 'transient');
    await start({ reason: 'a leak' });
    await shop.settled();
    expect([work(old, atVercel()), await states()]).toEqual([
      [false, true],
      ['revoked', 'current'],
    ]);
  });

  it('goes on although its job was lost and its lease is over', async () => {
    const release = shop.driver.hold('rotateSecrets');
    shop.driver.next('rotateSecrets', 'transient');
    await start({ reason: 'a leak' });
    await rotations.untilMaking(id, 1);
    await shop.sql(`DELETE FROM pgboss.job WHERE data->>'job' = 'resources.revoke-secrets'`);
    release();
    await rotations.pass(HOUR);
    expect([work(old, atVercel()), await states()]).toEqual([
      [false, true],
      ['revoked', 'current'],
    ]);
  });

  it('ends with the deletion of its resource', async () => {
    const release = shop.driver.hold('rotateSecrets');
    await start({ reason: 'a leak' });
    await rotations.untilMaking(id, 1);
    await team.remove(id);
    release();
    await shop.settled();
    await rotations.pass(HOUR);
    expect([shop.driver.instances.has(id), await states(), puts()]).toEqual([false, [], 0]);
  });

  it('follows the answer 202 where the product takes its time for one that Vercel asked for', async () => {
    shop.driver.next('rotateSecrets', 'pending', 'pending', 'pending');
    const token = shop.server.vercel.tokens.user({ installationId: team.installation().id });
    const ask = async (): Promise<unknown> => {
      const path = `/v1/installations/${team.installation().id}/resources/${id}/secrets/rotate`;
      const headers = { authorization: `Bearer ${token}`, 'idempotency-key': 'one' };
      const answer = await fetch(shop.server.url + path, { method: 'POST', headers });
      return [answer.status, await answer.json()];
    };
    expect(await ask()).toEqual([202, { sync: false }]);
    await shop.settled();
    expect([work(old), atVercel(), await states()]).toEqual([[true], old, ['current', 'placed']]);
    expect(await ask()).toEqual([202, { sync: false }]);
    await rotations.pass(16);
    await rotations.pass(16);
    await rotations.pass(1);
    expect([work(old, atVercel()), await states(), puts()]).toEqual([[false, true], ['revoked', 'current'], 1]);
    expect(shop.server.vercel.violations).toEqual([]);
  });

  it.each([
    ['a delay beyond what the product allows', { reason: 'x', delayHours: 49 }, 400, 'delayHours'],
    ['a delay below nothing', { reason: 'x', delayHours: -1 }, 400, 'delayHours'],
    ['no reason', { delayHours: 1 }, 400, 'reason'],
  ])('is refused for %s', async (_what, body, status, key) => {
    const answer = await start(body);
    expect([answer.status, answer.body]).toMatchObject([status, { error: { fields: [{ key }] } }]);
    expect(await states()).toEqual(['current']);
  });

  it('is refused for a resource that nobody knows', async () => {
    expect((await start({ reason: 'x' }, 'res_unknown')).status).toBe(404);
  });
});
