import type { HeldResource } from '#libs/vercel-simulator';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startVisit, type Visited, type Visitor } from './support/visitor.js';

describe('the page of a resource', () => {
  let visitor: Visitor;
  beforeEach(async () => {
    visitor = await startVisit();
    await visitor.team.install();
    await visitor.team.provision({ product: 'postgres', plan: 'free', name: 'main' });
  });
  afterEach(() => visitor.stop());

  const PAGE = '/dashboard/teams/Acme/resources/res_1';
  const submit = (name: string, fields: Record<string, string> = {}): Promise<Visited> =>
    visitor.submit(`${PAGE}/${name}`, fields);
  const held = (): HeldResource | undefined => visitor.team.installation().resources.get('res_1');

  it('shows what Vercel holds, and where the provider can be opened', async () => {
    const { text, status } = await visitor.visit(PAGE);
    expect(status).toBe(200);
    expect(text).toContain('secret-of-res_1');
    expect(text).toContain('/open?resource_id=res_1&amp;path=usage');
    expect((await visitor.visit('/dashboard/teams/Acme/resources/res_9')).status).toBe(404);
  });

  it('leads its notification to the provider', async () => {
    const resource = held();
    if (resource) resource.notification = { level: 'warn', title: 'Soon full', href: 'sso:/plans?a=b' };
    const { text } = await visitor.visit(PAGE);
    expect(text).toContain('Soon full');
    expect(text).toContain('href="/dashboard/teams/Acme/open?url=%2Fplans%3Fa%3Db"');
  });

  it('renames, changes the plan, and reads again', async () => {
    expect((await submit('rename', { name: 'other' })).notice).toBe('It is called other now.');
    expect((await submit('plan', { plan: 'pro' })).notice).toBe('It is on pro now.');
    expect(held()).toMatchObject({ name: 'other', billingPlan: { id: 'pro' } });
    visitor.provider.resources.set('res_1', { ...visitor.provider.resources.get('res_1'), status: 'suspended' });
    expect((await submit('refresh')).notice).toBe('The provider says: suspended.');
    expect(held()?.status).toBe('suspended');
  });

  it('rotates the secrets', async () => {
    await submit('rotate', { delayHours: '2', reason: 'leaked' });
    expect(visitor.provider.seen.at(-2)?.body ?? {}).toEqual({ delayOldSecretsExpirationHours: 2, reason: 'leaked' });
    expect(held()?.secrets[0]?.value).toMatch(/^rotated-/);
  });

  it('runs commands and shows what came', async () => {
    const { notice } = await submit('repl', { input: 'select <1>', readOnly: 'on', role: 'USER' });
    expect(notice).toBe('The console answered: select &lt;1&gt;');
    const asked = visitor.provider.seen.find(({ url }) => url.endsWith('/repl'));
    expect(asked?.body).toEqual({ input: 'select <1>', readOnly: true });
  });

  it('connects to a project and disconnects', async () => {
    const { id } = visitor.team.projects.add('shop');
    await submit('connect', { project: id });
    await submit('disconnect', { project: id });
    const told = visitor.sim.webhooks.sent.map(({ type, body }) => [type, JSON.parse(body).payload.projectId]);
    expect(told).toEqual([
      ['integration-resource.project-connected', id],
      ['integration-resource.project-disconnected', id],
    ]);
  });

  it('goes over to another team', async () => {
    const other = visitor.sim.team('Globex');
    await other.install();
    visitor.provider.answerNext(
      { status: 200, body: { providerClaimId: 'claim_1' } },
      { status: 200, body: {} },
      { status: 204 },
    );
    expect((await submit('transfer', { to: 'Globex' })).at).toMatch(/^\/dashboard\/teams\/Globex\/resources\/res_1/);
    expect([held(), other.installation().resources.has('res_1')]).toEqual([undefined, true]);
  });

  it('is deleted', async () => {
    expect((await submit('delete')).notice).toBe('main is gone.');
    expect(held()).toBeUndefined();
    expect(visitor.provider.resources.size).toBe(0);
  });
});
