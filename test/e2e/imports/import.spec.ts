import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { ImportDesk } from './import-desk.js';

describe('an import of what a customer had before', () => {
  let shop: Shop;
  let desk: ImportDesk;
  let instance: string;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  beforeEach(async () => {
    desk = await ImportDesk.open(shop);
    instance = desk.own();
  });
  afterAll(() => shop.close());

  const calls = (id: string): readonly string[] =>
    shop.driver.calls.filter(({ resourceId }) => resourceId === id).map(({ operation }) => operation);

  it('shows what is theirs, and links it at Vercel before the customer goes back there', async () => {
    const flow = desk.team.startImport({ product: 'shop' });
    const page = await desk.browser.get(flow.address);
    expect(page.text).toContain(`My ${instance}`);
    expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' ${shop.server.vercel.url}`);
    const seen = await desk.choose(flow.address, instance);
    const [held] = desk.held();
    expect(seen.status).toBe(303);
    expect(ImportDesk.returned(seen)).toEqual({
      installation_id: desk.installationId,
      resource_id: held?.id,
      state: flow.state,
    });
    expect(held).toMatchObject({ ownership: 'linked', name: `My ${instance}`, status: 'ready', productId: 'shop' });
    expect(held?.secrets.map(({ name }) => name)).toEqual(['MEMORY_KEY']);
    await desk.browser.get(seen.location ?? '');
    expect(flow.outcome).toMatchObject({ kind: 'imported', resourceId: held?.id });
  });

  it('gives the state and the rest of the address back as they came', async () => {
    const back = `${shop.server.vercel.url}/acme/~/imported?tab=1#top`;
    const seen = await desk.choose(desk.start({ state: 'opaque &=%/+ state', return: back }), instance);
    expect(seen.location?.startsWith(`${shop.server.vercel.url}/acme/~/imported?tab=1&`)).toBe(true);
    expect(ImportDesk.returned(seen)).toMatchObject({ tab: '1', state: 'opaque &=%/+ state' });
  });

  it('is told as linked to Vercel and to operators, and costs nothing', async () => {
    const id = await desk.import(instance);
    const [told] = await desk.team.listResources([id]);
    expect(told).toMatchObject({ id, status: 'ready', ownership: 'linked', billingPlan: { id: 'linked' } });
    const [row] = await shop.sql('SELECT ever_billed, plan_id FROM resources WHERE id = $1', [id]);
    expect(row).toEqual({ ever_billed: false, plan_id: 'linked' });
    for (const table of ['plan_segments', 'usage_polls'])
      expect(await shop.sql(`SELECT 1 FROM ${table} WHERE resource_id = $1`, [id])).toEqual([]);
    const answer = await fetch(`${shop.server.url}/admin/v1/resources?limit=200`, {
      headers: { authorization: 'Bearer admin-key-of-the-tests' },
    });
    const { resources } = (await answer.json()) as { readonly resources: readonly { readonly id: string }[] };
    expect(resources.find((resource) => resource.id === id)).toMatchObject({ ownership: 'linked' });
  });

  it('has no plan to change, and cannot go over to another team', async () => {
    const id = await desk.import(instance);
    expect((await desk.team.resourcePlans(id)).map((plan) => plan.id)).toEqual(['linked']);
    await expect(desk.team.changePlan(id, 'free')).rejects.toThrow(/409/);
    await expect(desk.team.transfers.offer([id])).rejects.toThrow(/422.*linked/s);
  });

  it('is let go, not destroyed, where Vercel tells of its removal', async () => {
    const id = await desk.import(instance);
    const answer = await fetch(`${shop.server.url}/v1/installations/${desk.installationId}/resources/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${shop.server.vercel.tokens.system({ installationId: desk.installationId })}` },
    });
    expect(answer.status).toBe(204);
    await shop.settled();
    expect(calls(id)).toEqual(['adopt', 'release']);
    expect((await desk.browser.get(desk.start())).text).toContain(`My ${instance}`);
  });

  it('is let go with the installation', async () => {
    const id = await desk.import(instance);
    await desk.team.uninstall();
    await shop.settled();
    expect(calls(id)).toEqual(['adopt', 'release']);
  });

  it('has its secrets rotated as any other', async () => {
    const id = await desk.import(instance);
    const before = desk.held()[0]?.secrets;
    await desk.team.rotate(id);
    expect(desk.held()[0]?.secrets).not.toEqual(before);
  });

  it('offers every product that can be imported when none was chosen', async () => {
    const start = new URL(desk.start());
    start.searchParams.delete('product_id');
    expect((await desk.browser.get(start.href)).text).toContain(`My ${instance}`);
  });

  it('offers nothing of a product that is not sold, or of somebody else', async () => {
    const other = await ImportDesk.open(shop);
    expect((await desk.browser.get(desk.start({ product_id: 'unknown' }))).text).toContain('There is nothing');
    expect((await other.browser.get(other.start())).text).toContain('There is nothing');
    other.own();
    const seen = await other.choose(other.start(), instance);
    expect([seen.status, other.held()]).toEqual([409, []]);
  });
});
