import type { HeldInstallation, ImportFlow } from '#libs/vercel-simulator';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Running, start } from './support/start.js';
import { callVercel } from './support/vercel-call.js';

describe('importing what a customer has already', () => {
  let running: Running;
  let installation: HeldInstallation;
  beforeEach(async () => {
    running = await start({ now: () => new Date('2026-01-15T12:00:00Z') });
    installation = await running.sim.team('Acme').install();
  });
  afterEach(() => running.stop());

  const upload = (id: string, productId = 'postgres'): Promise<unknown> =>
    callVercel(running.sim, installation, `/resources/${id}`, {
      method: 'PUT',
      body: { productId, name: 'old', status: 'ready', ownership: 'linked', secrets: [{ name: 'URL', value: 'x' }] },
    });
  const comeBack = (flow: ImportFlow, other: Record<string, string> = {}): Promise<Response> => {
    const url = new URL(new URL(flow.address).searchParams.get('return') ?? '');
    const parameters = { installation_id: flow.installationId, resource_id: 'old_1', state: flow.state, ...other };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return fetch(url);
  };

  it('sends the browser to the import page', () => {
    const { address } = running.sim.team('Acme').startImport({ product: 'postgres' });
    const url = new URL(address);
    expect(`${url.origin}${url.pathname}`).toBe(`${running.provider.url}/import`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      installation_id: installation.id,
      product_id: 'postgres',
      state: expect.any(String),
      return: `${running.sim.url}/integrations/tiny/imported`,
    });
  });

  it('ends well when the resource was imported before the browser came back, once', async () => {
    const team = running.sim.team('Acme');
    const flow = team.startImport();
    await upload('old_1');
    expect((await comeBack(flow)).status).toBe(200);
    expect(flow.outcome).toEqual({ kind: 'imported', resourceId: 'old_1', at: running.sim.clock.now() });
    expect((await comeBack(flow)).status).toBe(400);
    expect(team.installation().resources.get('old_1')).toMatchObject({ ownership: 'linked' });
  });

  it('fails for whatever else comes back', async () => {
    const team = running.sim.team('Acme');
    const missing = team.startImport();
    expect((await comeBack(missing)).status).toBe(400);
    expect(missing.outcome).toMatchObject({ why: 'the resource was not imported before the browser came back' });
    await upload('old_1');
    const other = team.startImport();
    expect((await comeBack(other, { state: 'made-up' })).status).toBe(400);
    expect(other.outcome).toBeUndefined();
    expect((await comeBack(other, { installation_id: 'icfg_other' })).status).toBe(400);
    expect((await comeBack(team.startImport({ product: 'redis' }))).status).toBe(400);
    const late = team.startImport();
    running.sim.clock.advance('PT12H');
    expect((await comeBack(late)).status).toBe(400);
  });

  it('removes what is linked without telling the provider', async () => {
    const team = running.sim.team('Acme');
    await upload('old_1');
    await team.remove('old_1');
    expect(team.installation().resources.has('old_1')).toBe(false);
    expect(running.provider.seen.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });
});
