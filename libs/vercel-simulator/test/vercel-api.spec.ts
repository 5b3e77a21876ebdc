import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HeldInstallation, HeldResource } from '#libs/vercel-simulator';
import { type Running, start } from './support/start.js';
import { callVercel } from './support/vercel-call.js';

const SECRETS = { secrets: [{ name: 'URL', value: 'new' }] };

describe('the simulated Vercel API', () => {
  let running: Running;
  let installation: HeldInstallation;
  let resource: HeldResource;

  beforeEach(async () => {
    running = await start();
    installation = await running.sim.team('Acme').install();
    resource = await running.sim.team('Acme').provision({ product: 'postgres', plan: 'free', name: 'main' });
  });
  afterEach(() => running.stop());

  it('lets an installation in by its own live token only', async () => {
    const { sim } = running;
    const other = await sim.team('Other').install();
    const status = async (at: HeldInstallation, token: string | null | undefined): Promise<number> =>
      (await callVercel(sim, at, '/account', { token: token ?? null })).status;
    expect(await status(installation, installation.accessTokens[0])).toBe(200);
    expect(await status(installation, null)).toBe(401);
    expect(await status(installation, 'wrong')).toBe(403);
    expect(await status(installation, other.accessTokens[0])).toBe(403);
    expect(await status({ ...installation, id: 'icfg_nobody' }, other.accessTokens[0])).toBe(404);
    await sim.team('Acme').uninstall();
    expect(await status(installation, installation.accessTokens[0])).toBe(403);
  });

  it('changes what it holds when the provider says so', async () => {
    const { sim } = running;
    const notification = { level: 'warn', title: 'Unpaid', href: 'sso:https://x.example' };
    const suspended = { method: 'PATCH', body: { status: 'suspended', notification, externalId: 'tenant-1' } };
    expect(await callVercel(sim, installation, '', suspended)).toMatchObject({ status: 204, body: undefined });
    expect(installation).toMatchObject({ status: 'suspended', notification, externalId: 'tenant-1' });
    await callVercel(sim, installation, '', { method: 'PATCH', body: { notification: null } });
    expect(installation.notification).toBeUndefined();
    const path = `/resources/${resource.id}`;
    expect(await callVercel(sim, installation, path, { method: 'PATCH', body: { name: 'b' } })).toMatchObject({
      body: { name: 'b' },
    });
    expect(await callVercel(sim, installation, path)).toMatchObject({
      body: { id: resource.id, name: 'b', billingPlanId: 'free' },
    });
    expect(await callVercel(sim, installation, path, { method: 'DELETE' })).toMatchObject({ status: 204 });
    expect(await callVercel(sim, installation, path)).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found' } },
    });
  });

  it('imports a resource and lists it under the provider’s id', async () => {
    const { sim } = running;
    const body = { productId: 'postgres', name: 'old', status: 'ready', ownership: 'linked', ...SECRETS };
    expect(await callVercel(sim, installation, '/resources/imported', { method: 'PUT', body })).toMatchObject({
      status: 200,
      body: { name: 'old' },
    });
    const { body: listed } = await callVercel(sim, installation, '/resources');
    expect(listed).toMatchObject({ resources: [{ partnerId: resource.id }, { partnerId: 'imported', name: 'old' }] });
    expect(installation.resources.get('imported')).toMatchObject({ ownership: 'linked', secrets: SECRETS.secrets });
  });

  it('replaces all secrets, or with `partial` only those named', async () => {
    const { sim } = running;
    const put = (body: unknown) =>
      callVercel(sim, installation, `/resources/${resource.id}/secrets`, { method: 'PUT', body });
    expect((await put({ secrets: [{ name: 'B', value: 'b' }], partial: true })).status).toBe(201);
    expect(resource.secrets.map(({ name }) => name)).toEqual(['URL', 'B']);
    await put(SECRETS);
    expect(resource.secrets).toEqual(SECRETS.secrets);
  });

  it('tells account and members', async () => {
    const { sim } = running;
    const viewer = installation.members[1];
    expect(await callVercel(sim, installation, '/account')).toMatchObject({ status: 200, body: installation.account });
    expect(await callVercel(sim, installation, `/member/${viewer?.id}`)).toMatchObject({
      body: { id: viewer?.id, role: 'USER' },
    });
    expect((await callVercel(sim, installation, '/member/nobody')).status).toBe(404);
  });

  it('tells the configuration, and when its deletion was asked for', async () => {
    const { sim } = running;
    const read = async (): Promise<unknown> => {
      const authorization = `Bearer ${installation.accessTokens[0]}`;
      const url = `${sim.url}/v1/integrations/configuration/${installation.id}`;
      return (await fetch(url, { headers: { authorization } })).json();
    };
    const told = { id: installation.id, integrationId: 'oac_test', ownerId: installation.accountId };
    expect(await read()).toMatchObject({ ...told, deleteRequestedAt: null });
    installation.deletionDue = new Date(86_400_000 + 5);
    expect(await read()).toMatchObject({ ...told, deleteRequestedAt: 5 });
  });

  it('reads a resource or the installation again after an event', async () => {
    const { sim, provider } = running;
    const send = (event: object) => callVercel(sim, installation, '/events', { method: 'POST', body: { event } });
    provider.resources.set(resource.id, { ...provider.resources.get(resource.id), status: 'suspended' });
    expect((await send({ type: 'resource.updated', resourceId: resource.id })).status).toBe(201);
    await sim.settled();
    expect(installation.resources.get(resource.id)).toMatchObject({ status: 'suspended', secrets: resource.secrets });
    await send({ type: 'installation.updated', billingPlanId: 'pro' });
    await sim.settled();
    expect(installation.billingPlan).toMatchObject({ id: 'pro' });
    await send({ type: 'resource.updated', resourceId: 'nobody' });
    await expect(sim.settled()).rejects.toThrow(/read nobody/);
  });

  it('refuses what Vercel’s document refuses, without an effect, and remembers it', async () => {
    const { sim } = running;
    const body = { status: 'suspended', state: 'x' };
    const refused = await callVercel(sim, installation, '', { method: 'PATCH', body });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'bad_request' } } });
    expect(installation.status).toBe('ready');
    expect(sim.violations).toMatchObject([{ side: 'vercel-request', method: 'PATCH', status: 400 }]);
    expect(sim.record.calls.at(-1)).toMatchObject({ installationId: installation.id, status: 400, body });
    expect((await callVercel(sim, installation, '/nothing')).status).toBe(404);
    expect((await callVercel(sim, installation, '', { method: 'POST', body: {} })).status).toBe(405);
    const rotation = { method: 'POST', body: { client_secret: 's' } };
    expect((await callVercel(sim, installation, '/credentials/rotate', rotation)).status).toBe(501);
  });

  it('announces its limits and holds to them, by the minute of its clock', async () => {
    const { sim } = running;
    const put = () =>
      callVercel(sim, installation, `/resources/${resource.id}/secrets`, { method: 'PUT', body: SECRETS });
    const first = await put();
    expect(first.headers.get('x-ratelimit-limit')).toBe('20');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('19');
    expect(Number(first.headers.get('x-ratelimit-reset'))).toBeGreaterThan(sim.clock.seconds());
    for (let more = 0; more < 19; more += 1) expect((await put()).status).toBe(201);
    expect(await put()).toMatchObject({ status: 429, body: { error: { code: 'rate_limited', limit: { total: 20 } } } });
    expect((await callVercel(sim, installation, '/account')).status).toBe(200);
    sim.clock.advance('PT1M');
    expect((await put()).status).toBe(201);
  });
});
