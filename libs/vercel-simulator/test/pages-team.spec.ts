import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startVisit, type Visitor } from './support/visitor.js';

describe('the page of a team', () => {
  let visitor: Visitor;
  beforeEach(async () => {
    visitor = await startVisit();
  });
  afterEach(() => visitor.stop());

  it('is reached from the first page, where teams are added', async () => {
    const { visit, submit, sim } = visitor;
    const home = await visit('/');
    expect([home.status, home.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(home.text).toContain('href="/dashboard/teams/Acme"');
    const added = await submit('/dashboard/teams', { name: 'A & B <c>' });
    expect(added.notice).toContain('is a team now');
    expect(added.text).toContain('<h1>A &amp; B &lt;c&gt;</h1>');
    expect(sim.teams().map(({ name }) => name)).toEqual(['Acme', 'A & B <c>']);
    expect((await submit('/dashboard/teams')).notice).toBe('It was not done: name is missing.');
  });

  it('installs, renews, changes the plan, uninstalls and installs again', async () => {
    const { submit, team } = visitor;
    expect((await submit('/dashboard/teams/Acme/install')).notice).toMatch(/^Installed as icfg_/);
    const first = team.installation();
    expect(first.state).toBe('installed');
    await submit('/dashboard/teams/Acme/renew');
    expect(first.accessTokens).toHaveLength(2);
    await submit('/dashboard/teams/Acme/plan', { plan: 'pro' });
    expect(visitor.provider.seen.at(-1)).toMatchObject({ method: 'PATCH', body: { billingPlanId: 'pro' } });
    const gone = await submit('/dashboard/teams/Acme/uninstall', { reason: 'enough' });
    expect(gone.notice).toBe('The installation is removed.');
    expect(visitor.provider.seen.at(-1)?.body).toEqual({ cascadeResourceDeletion: false, reason: 'enough' });
    expect(first.state).toBe('removed');
    await submit('/dashboard/teams/Acme/install');
    expect(team.installation().id).not.toBe(first.id);
  });

  it('creates a resource: product, plan, what the product asks', async () => {
    const { visit, submit, team } = visitor;
    await team.install();
    expect((await visit('/dashboard/teams/Acme/create')).text).toContain('create?product=postgres');
    const form = await visit('/dashboard/teams/Acme/create?product=postgres');
    for (const field of ['value="pro"', 'name="metadata.region"', 'name="metadata.size"', 'name="metadata.ha"'])
      expect(form.text).toContain(field);
    expect(form.text).not.toContain('metadata.secret');
    const settings = { 'metadata.region': 'fra1', 'metadata.size': '3', 'metadata.tags': 'a, b', 'metadata.ha': 'on' };
    const order = { product: 'postgres', plan: 'pro', name: 'orders', externalId: 'ext', ...settings };
    const created = await submit('/dashboard/teams/Acme/resources', order);
    expect([created.notice, created.at]).toEqual(['orders was created.', expect.stringContaining('/resources/res_1?')]);
    expect(team.installation().resources.get('res_1')).toMatchObject({
      name: 'orders',
      billingPlan: { id: 'pro' },
      metadata: { region: 'fra1', size: 3, tags: ['a', 'b'], ha: true },
    });
    expect((await visit('/dashboard/teams/Acme')).text).toContain('/resources/res_1"');
  });

  it('creates a resource of a product that it does not know, with metadata as JSON', async () => {
    const { visit, submit, team } = visitor;
    await team.install();
    expect((await visit('/dashboard/teams/Acme/create?product=redis')).text).toContain('name="metadata"');
    await submit('/dashboard/teams/Acme/resources', { product: 'redis', plan: 'free', name: 'c', metadata: '{"a":1}' });
    expect(team.installation().resources.get('res_1')).toMatchObject({ productId: 'redis', metadata: { a: 1 } });
  });

  it('opens the provider and its import page', async () => {
    const { leave, team, sim, provider } = visitor;
    await team.install();
    const opened = await leave('/dashboard/teams/Acme/open?resource_id=res_1&path=billing');
    expect(opened.href).toMatch(new RegExp(`^${provider.url}/callback\\?`));
    expect(Object.fromEntries(opened.searchParams)).toMatchObject({
      resource_id: 'res_1',
      path: 'billing',
      mode: 'sso',
    });
    const imported = await leave('/dashboard/teams/Acme/import?product=postgres');
    expect(imported.searchParams.get('state')).toBe(sim.imports.flows[0]?.state);
  });

  it('says what the provider answered when it refuses', async () => {
    const { submit, provider, team } = visitor;
    await team.install();
    provider.answerNext({ status: 409, body: { error: { code: 'conflict', message: 'at the <limit>' } } });
    const refused = await submit('/dashboard/teams/Acme/resources', { product: 'postgres', plan: 'free', name: 'x' });
    expect(refused.notice).toContain('The provider did not do it: provision postgres on free.');
    expect(refused.notice).toContain('409');
    expect(refused.text).toContain('at the &lt;limit&gt;');
    expect(refused.at).toMatch(/^\/dashboard\/teams\/Acme\?from=here&told=/);
    expect(team.installation().resources.size).toBe(0);
  });

  it('has nothing for a team that nobody has mentioned', async () => {
    const { visit, submit, leave, sim } = visitor;
    expect((await visit('/dashboard/teams/Nobody')).status).toBe(404);
    expect((await submit('/dashboard/teams/Nobody/install')).status).toBe(404);
    expect((await leave('/dashboard/teams/Nobody/open')).href).toBe('about:404');
    expect(sim.teams()).toHaveLength(1);
  });
});
