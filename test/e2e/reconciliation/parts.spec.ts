import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { Shop } from '../../support/shop/index.js';
import { Nights, OPERATOR } from './nights.js';

describe('the nightly comparison of what an installation has', () => {
  let shop: Shop;
  let nights: Nights;

  beforeAll(async () => {
    shop = await Shop.open({ env: { ADMIN_API_KEYS: `tests:${OPERATOR}` } });
    nights = new Nights(shop);
  });
  afterAll(() => shop.close());

  async function withResource(): Promise<{ readonly team: Team; readonly id: string }> {
    const team = await nights.team();
    const { id } = await team.provision({ product: 'shop', plan: 'free', name: 'db' });
    return { team, id };
  }

  it.each([
    ['name', { name: 'an older name' }],
    ['status', { status: 'error' as const }],
    ['plan', { billingPlan: { id: 'pro', type: 'subscription' as const, name: 'Pro' } }],
  ])('has Vercel hear again of a resource whose %s is another there', async (_what, other) => {
    const { team, id } = await withResource();
    Object.assign(team.installation().resources.get(id) ?? {}, other);
    await nights.pass();
    await shop.server.vercel.settled();
    const { name, status, billingPlan } = team.installation().resources.get(id) ?? {};
    expect([name, status, billingPlan?.id]).toEqual(['db', 'ready', 'free']);
    expect(await nights.findings(team)).toEqual([]);
    const [run] = await nights.runs(team);
    expect(run).toMatchObject({ cause: 'night', outcome: 'compared', foundCount: 0, repairedCount: 1 });
    expect(run?.repaired).toMatchObject([{ action: 'resource.corrected-at-vercel', subject: id }]);
  });

  it('has Vercel delete a resource that was removed here', async () => {
    const { team, id } = await withResource();
    const held = team.installation().resources.get(id);
    await shop.server.vercel.partner.deleteResource(team.installation().id, id);
    await shop.settled();
    expect(held && team.installation().resources.get(id)).toBe(held);
    await nights.pass();
    expect([...team.installation().resources.keys()]).toEqual([]);
  });

  it('touches neither a resource that Vercel has lost nor one that nobody knows here, and shows both', async () => {
    const { team, id } = await withResource();
    const { resources } = team.installation();
    const held = resources.get(id);
    if (held === undefined) throw new Error('Vercel does not hold it');
    resources.delete(id);
    resources.set('res_of_nobody', { ...held, id: 'res_of_nobody', name: 'strange' });
    await nights.pass();
    const found = (await nights.findings(team)).toSorted((one, other) => one.kind.localeCompare(other.kind));
    expect(found).toMatchObject([
      { kind: 'missing-at-vercel', subject: id, details: { productId: 'shop', name: 'db' } },
      { kind: 'unknown-here', subject: 'res_of_nobody', details: { productId: 'shop', name: 'strange' } },
    ]);
    expect([shop.driver.instances.has(id), [...resources.keys()]]).toEqual([true, ['res_of_nobody']]);
    const [run] = await nights.runs(team);
    expect(run).toMatchObject({ outcome: 'compared', foundCount: 2, repaired: [] });
    expect(run?.found).toEqual(found.map(({ kind, subject }) => ({ kind, subject })));
    await nights.pass();
    const again = (await nights.findings(team)).find(({ subject }) => subject === id);
    expect(again?.since).toBe(found[0]?.since);
    resources.set(id, held);
    resources.delete('res_of_nobody');
    await nights.pass();
    expect(await nights.findings(team)).toEqual([]);
  });

  it('takes over the roles of members that have changed without a word, and who is one no more', async () => {
    const team = await nights.team();
    const [admin, viewer] = team.installation().members;
    await team.webhooks.changeMember(admin?.id ?? '', 'USER');
    await team.webhooks.changeMember(viewer?.id ?? '', 'USER');
    await team.webhooks.changeMember('user_gone', 'ADMIN');
    await shop.settled();
    await nights.pass();
    const roles = await shop.sql('SELECT id, role FROM members WHERE installation_id = $1 ORDER BY role', [
      team.installation().id,
    ]);
    expect(roles).toEqual([
      { id: admin?.id, role: 'ADMIN' },
      { id: 'user_gone', role: 'NONE' },
      { id: viewer?.id, role: 'USER' },
    ]);
  });

  it('asks for fifty members a night, and for the others the night after', async () => {
    const team = await nights.team();
    const { id } = team.installation();
    await shop.sql(
      `INSERT INTO members (installation_id, id, role, role_since) SELECT $1, 'user_' || n, 'USER', now() FROM generate_series(1, 70) n`,
      [id],
    );
    const left = `SELECT count(*)::integer AS left FROM members WHERE installation_id = $1 AND confirmed_at IS NULL`;
    await nights.pass();
    expect(await shop.sql(left, [id])).toEqual([{ left: 20 }]);
    await nights.pass();
    expect(await shop.sql(left, [id])).toEqual([{ left: 0 }]);
  });
});
