import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { Shop, type Sold } from '../../support/shop/index.js';
import { Rotations } from '../rotation/rotations.js';

const HOUR = 3_600;
const KEY = 'admin-key-of-the-tests';

interface Heard {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Asked {
  readonly key?: string;
  readonly resourceId?: string;
}

describe('an operator who has a product make a resource again', () => {
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
    ({ id, secrets: old } = await team.provision({ product: 'shop', plan: 'pro', name: 'db' }));
  });
  afterAll(() => shop.close());

  async function ask(action: string, { key = randomUUID(), resourceId = id }: Asked = {}): Promise<Heard> {
    const answer = await fetch(`${shop.server.url}/admin/v1/resources/${resourceId}/${action}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ reason: 'a disk was lost' }),
    });
    return { status: answer.status, body: (await answer.json()) as Heard['body'] };
  }

  const lose = () => shop.driver.deprovision(resource(), { signal: new AbortController().signal });
  const resource = () => ({
    id,
    installationId: team.installation().id,
    productSlug: 'shop',
    planId: 'pro',
    name: 'db',
    metadata: {},
  });
  const atVercel = () => team.installation().resources.get(id);
  const works = (secrets: Sold['secrets']): boolean => rotations.opens(id, secrets);
  const times = () =>
    shop.sql<{ running: boolean }>('SELECT ended_at IS NULL AS running FROM plan_segments WHERE resource_id = $1', [
      id,
    ]);
  const asked = (operation: string): number =>
    shop.driver.calls.filter((call) => call.resourceId === id && call.operation === operation).length;

  it('gives the customer one that works, under new secrets that Vercel holds, on the time of the plan that goes on', async () => {
    await lose();
    const { status, body } = await ask('reprovision');
    expect([status, body['state']]).toEqual([202, 'pending']);
    await shop.settled();
    const held = atVercel();
    expect([held?.status, shop.driver.instances.has(id), works(held?.secrets ?? [])]).toEqual(['ready', true, true]);
    expect(held?.secrets).not.toEqual(old);
    expect(works(old)).toBe(true);
    await rotations.pass(48 * HOUR + 60);
    expect([works(old), works(held?.secrets ?? [])]).toEqual([false, true]);
    expect(await times()).toEqual([{ running: true }]);
  });

  it('tells Vercel that it is not usable until it stands, and is on record with the reason', async () => {
    const release = shop.driver.hold('provision');
    await ask('reprovision');
    await rotations.untilStatusAtVercel(team, id, 'pending');
    release();
    await shop.settled();
    expect(atVercel()?.status).toBe('ready');
    const [entry] = await shop.sql(
      `SELECT actor_id, details FROM audit_entries WHERE subject = $1 AND action = 'resource.reprovision-requested'`,
      [id],
    );
    const details = { reason: 'a disk was lost', state: { before: 'ready', after: 'pending' } };
    expect(entry).toEqual({ actor_id: 'tests', details });
  });

  it('keeps what still stands, once however often he asks under one key', async () => {
    const instance = shop.driver.instances.get(id);
    const answers = await Promise.all([1, 2, 3].map(() => ask('reprovision', { key: `once-${id}` })));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    await shop.settled();
    expect([asked('provision'), asked('deprovision')]).toEqual([2, 0]);
    expect(shop.driver.instances.get(id)?.keys.get(1)).toEqual(instance?.keys.get(1));
  });

  it('lets nobody in who knows a secret that was revoked before', async () => {
    await ask('rotate');
    await shop.settled();
    await rotations.pass(48 * HOUR + 60);
    const second = atVercel()?.secrets ?? [];
    await lose();
    const release = shop.driver.hold('revokeSecrets');
    await ask('reprovision');
    await rotations.untilMaking(id, 2);
    expect([shop.driver.instances.get(id)?.keys.has(1), works(old)]).toEqual([true, false]);
    release();
    await shop.settled();
    await rotations.pass(1);
    const third = atVercel()?.secrets ?? [];
    expect([works(old), works(second), works(third)]).toEqual([false, false, true]);
    expect((await rotations.versions(team.installation(), id)).map(({ state }) => state)).toEqual([
      'revoked',
      'retiring',
      'current',
    ]);
    expect(shop.driver.instances.get(id)?.keys.get(1)).toBeNull();
  });

  it('brings back a suspended one suspended, and one that was resumed meanwhile open', async () => {
    await ask('suspend');
    await shop.settled();
    await lose();
    await ask('reprovision');
    await shop.settled();
    await rotations.pass(15);
    expect([atVercel()?.status, shop.driver.instances.get(id)?.suspended]).toEqual(['suspended', true]);
    const release = shop.driver.hold('provision');
    await ask('reprovision');
    await ask('resume');
    release();
    await shop.settled();
    await rotations.pass(15);
    expect([atVercel()?.status, shop.driver.instances.get(id)?.suspended]).toEqual(['ready', false]);
  });

  it('is told of a product that refuses as an error, and can ask once more, without a second fee', async () => {
    await lose();
    shop.driver.next('provision', 'final');
    await ask('reprovision');
    await shop.settled();
    expect(atVercel()?.status).toBe('error');
    await ask('retry');
    await shop.settled();
    expect([atVercel()?.status, works(atVercel()?.secrets ?? [])]).toEqual(['ready', true]);
    expect(await times()).toEqual([{ running: true }]);
  });

  it('has to name his request', async () => {
    expect((await ask('reprovision', { key: '' })).status).toBe(400);
    expect([asked('provision'), atVercel()?.status]).toEqual([1, 'ready']);
  });

  it('is turned away while it is being made, and when it is on its way out', async () => {
    const release = shop.driver.hold('provision');
    await ask('reprovision');
    expect((await ask('reprovision')).status).toBe(409);
    release();
    await shop.settled();
    await team.remove(id);
    expect((await ask('reprovision')).status).toBe(409);
    await shop.settled();
    expect(shop.driver.instances.has(id)).toBe(false);
    expect((await ask('reprovision', { resourceId: 'res_none' })).status).toBe(404);
  });
});
