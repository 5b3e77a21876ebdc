import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UnexpectedAnswer } from '#libs/vercel-simulator';
import { type Running, start } from './support/start.js';

const PURCHASE = { product: 'postgres', plan: 'free', name: 'main', metadata: { region: 'iad1' } };
const BARE = { id: 'res_9', productId: 'postgres', name: 'main', metadata: {}, status: 'ready', secrets: [] };

describe('a team on the simulated Vercel', () => {
  let running: Running;
  beforeEach(async () => void (running = await start()));
  afterEach(() => running.stop());

  it('installs, buys, changes and removes a resource, and Vercel holds what the provider said', async () => {
    const { sim, provider } = running;
    const team = sim.team('Acme');
    expect((await team.plans('postgres')).map(({ id }) => id)).toEqual(['free', 'pro']);
    const installation = await team.install();
    const resource = await team.provision(PURCHASE);
    expect(resource.secrets).toEqual([{ name: 'URL', value: 'secret-of-res_1' }]);
    await team.rename(resource.id, 'other');
    await team.changePlan(resource.id, 'pro');
    expect(installation.resources.get('res_1')).toMatchObject({ name: 'other', billingPlan: { id: 'pro' } });
    expect(await team.repl(resource.id, 'select 1', { readOnly: true })).toMatchObject({ status: 200 });
    await team.remove(resource.id);
    expect(installation.resources.size).toBe(0);
    expect(provider.resources.size).toBe(0);
    await team.uninstall();
    expect(installation.state).toBe('removed');
    expect(sim.violations).toEqual([]);
  });

  it('sends an account, accepted policies and a fresh token at each installation', async () => {
    const { sim, provider } = running;
    const first = await sim.team('Acme').install();
    const token = first.accessTokens[0];
    await sim.team('Acme').renewCredentials();
    const second = await sim.team('Acme').install();
    expect(new Set([first.id, second.id]).size).toBe(2);
    expect(first.accessTokens).toHaveLength(2);
    expect(provider.seen[0]?.body).toMatchObject({
      credentials: { access_token: token, token_type: 'Bearer' },
      account: { name: 'Acme', url: expect.stringContaining(first.id) },
      acceptedPolicies: { eula: expect.any(String), privacy: expect.any(String) },
    });
  });

  it('names what was expected and what came when the provider refuses', async () => {
    const { sim, provider } = running;
    await sim.team('Acme').install();
    provider.answerNext({ status: 409, body: { error: { code: 'conflict', message: 'plan is full' } } });
    const refused = sim.team('Acme').provision(PURCHASE);
    await expect(refused).rejects.toThrow(UnexpectedAnswer);
    await expect(refused).rejects.toThrow(/provision postgres on free\n.*expected: 200.*\n.*came: 409 .*plan is full/);
    expect(sim.violations).toEqual([]);
  });

  it.each([
    ['no secrets', { ...BARE, secrets: undefined }, /secrets/],
    ['no plan', BARE, /billingPlan is missing/],
    ['another name', { ...BARE, name: 'x' }, /name is x instead of main/],
    ['another product', { ...BARE, productId: 'redis' }, /productId is redis/],
  ])('does not take a resource with %s', async (_, body, message) => {
    const { sim, provider } = running;
    await sim.team('Acme').install();
    provider.answerNext({ status: 200, body });
    await expect(sim.team('Acme').provision(PURCHASE)).rejects.toThrow(message);
    expect(sim.team('Acme').installation().resources.size).toBe(0);
  });
});

describe('a team that has secrets rotated', () => {
  let running: Running;
  beforeEach(async () => void (running = await start()));
  afterEach(() => running.stop());

  const bought = async () => {
    const team = running.sim.team('Acme');
    await team.install();
    return { team, ...(await team.provision(PURCHASE)) };
  };

  it('says why and for how long the old ones shall work, as a user or as Vercel, and holds the new ones', async () => {
    const { team, id } = await bought();
    const { secrets } = await team.rotate(id, { reason: 'leaked', delayHours: 1.5, as: 'system' });
    expect(secrets).toEqual([{ name: 'URL', value: expect.stringContaining('rotated-') }]);
    expect(team.installation().resources.get(id)?.secrets).toEqual(secrets);
    expect(running.provider.seen.at(-1)).toMatchObject({
      method: 'POST',
      url: expect.stringMatching(/\/resources\/res_1\/secrets\/rotate$/),
      headers: { 'x-vercel-auth': 'system' },
      body: { reason: 'leaked', delayOldSecretsExpirationHours: 1.5 },
    });
    await expect(team.rotate(id, { delayHours: 721 })).rejects.toThrow(TypeError);
    expect(running.sim.violations).toEqual([]);
  });

  it.each([200, 202])(
    'keeps what it has until an asynchronous provider, who said %s, brings the new ones',
    async (status) => {
      const { team, id, secrets } = await bought();
      running.provider.answerNext({ status, body: { sync: false } });
      expect((await team.rotate(id)).secrets).toEqual(secrets);
    },
  );

  it.each([
    ['none that has changed', { sync: true, secrets: [{ name: 'URL', value: 'secret-of-res_1' }] }, /no secret has/],
    ['not all of them', { sync: true, secrets: [{ name: 'OTHER', value: 'x' }] }, /URL is missing/],
    ['none at all', { sync: true }, /secrets/],
  ])('does not take %s', async (_, body, message) => {
    const { team, id, secrets } = await bought();
    running.provider.answerNext({ status: 200, body });
    await expect(team.rotate(id)).rejects.toThrow(message);
    expect(team.installation().resources.get(id)?.secrets).toEqual(secrets);
  });
});

describe('the 24 hours of final billing', () => {
  const now = new Date('2026-03-01T12:00:00.000Z');
  let running: Running;
  beforeEach(async () => void (running = await start({ now: () => now })));
  afterEach(() => running.stop());

  it('begin when the provider does not finalize, and end with the installation', async () => {
    const { sim, provider } = running;
    const team = sim.team('Acme');
    const installation = await team.install();
    await team.provision(PURCHASE);
    provider.answerNext({ status: 204 });
    await team.uninstall({ cascadeResourceDeletion: false });
    sim.clock.advance('PT23H59M59S');
    expect(team.installation()).toMatchObject({ id: installation.id, state: 'pending-deletion' });
    expect(installation.resources.size).toBe(1);
    sim.clock.advance('PT1S');
    expect(team.installation().state).toBe('removed');
    expect(installation.resources.size).toBe(0);
  });

  it('are not prolonged by a second uninstallation, and let the resources go when they are to cascade', async () => {
    const { sim, provider } = running;
    const team = sim.team('Acme');
    await team.install();
    await team.provision(PURCHASE);
    provider.answerNext({ status: 200, body: { finalized: false } }, { status: 204 });
    await team.uninstall();
    expect(team.installation().resources.size).toBe(0);
    sim.clock.advance('PT12H');
    await team.uninstall();
    sim.clock.advance('PT12H');
    expect(team.installation().state).toBe('removed');
  });
});
