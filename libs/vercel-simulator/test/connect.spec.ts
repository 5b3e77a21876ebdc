import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { codeOf, type Connected, exchange, startConnected } from './support/connected.js';

describe('connecting an account', () => {
  let running: Connected;
  beforeEach(async () => {
    running = await startConnected();
  });
  afterEach(() => running.stop());

  const parametersOf = (address: string): Record<string, string> => Object.fromEntries(new URL(address).searchParams);

  it('opens the popup with what each source brings', () => {
    const { team, sim, provider } = running;
    const { id, teamId } = team.connection.configuration();
    const common = { code: expect.any(String), configurationId: id, teamId, next: expect.any(String) };
    const market = team.connect({ source: 'marketplace', state: 's', currentProjectId: 'prj_1', externalId: 'e' });
    expect(market.address.split('?')[0]).toBe(`${provider.url}/callback`);
    expect(parametersOf(market.address)).toEqual({ ...common, source: 'marketplace' });
    const external = team.connect({ source: 'external', state: 's' });
    expect(parametersOf(external.address)).toEqual({ ...common, source: 'external', state: 's' });
    const button = team.connect({ source: 'deploy-button', currentProjectId: 'prj_1', externalId: 'e' });
    const more = { source: 'deploy-button', currentProjectId: 'prj_1', 'external-id': 'e' };
    expect(parametersOf(button.address)).toEqual({ ...common, ...more });
    expect(parametersOf(button.address)['next']).toMatch(new RegExp(`^${sim.url}/integrations/tiny/done/`));
  });

  it('exchanges a code once, within 30 minutes, for who repeats the redirect URL', async () => {
    const { team, sim, flow } = running;
    expect(codeOf(await exchange(running, flow))).toBe('invalid_grant');
    const next = team.connect({ source: 'marketplace', path: '/connect/callback' });
    const wrong = await exchange(running, next, { redirect_uri: flow.redirectUri });
    expect([wrong.status, codeOf(wrong)]).toEqual([400, 'invalid_request']);
    sim.clock.advance('PT29M');
    const { id, userId, teamId } = team.connection.configuration();
    expect(await exchange(running, next)).toEqual({
      status: 200,
      body: {
        token_type: 'Bearer',
        access_token: expect.stringMatching(/^vco_/),
        installation_id: id,
        user_id: userId,
        team_id: teamId,
      },
    });
    const late = team.connect({ source: 'marketplace' });
    sim.clock.advance('PT30M');
    expect(codeOf(await exchange(running, late))).toBe('invalid_grant');
    expect(codeOf(await exchange(running, team.connect({ source: 'marketplace', code: 'spent' })))).toBe(
      'invalid_grant',
    );
  });

  it('knows its client, and takes nothing but a form', async () => {
    const { team, sim } = running;
    const flow = team.connect({ source: 'marketplace' });
    const unknown = await exchange(running, flow, { client_id: 'oac_other' });
    expect([unknown.status, codeOf(unknown)]).toEqual([404, 'not_found']);
    expect((await exchange(running, flow, { client_secret: 'wrong' })).status).toBe(403);
    const body = JSON.stringify({ client_id: 'oac_test', client_secret: 'secret', code: flow.code, redirect_uri: 'x' });
    const headers = { 'content-type': 'application/json' };
    const asJson = await fetch(`${sim.url}/v2/oauth/access_token`, { method: 'POST', headers, body });
    expect(asJson.status).toBe(400);
    expect((await exchange(running, flow)).status).toBe(200);
    expect(JSON.stringify(sim.record.calls)).not.toContain(flow.code);
  });

  it('starts from outside with a state, and notes when the popup closes', async () => {
    const { sim, team } = running;
    const visit = (path: string): Promise<Response> => fetch(`${sim.url}${path}`, { redirect: 'manual' });
    const started = await visit('/integrations/tiny/new?state=abc');
    expect(started.status).toBe(302);
    const { state, source, next } = parametersOf(started.headers.get('location') ?? '');
    expect([state, source]).toEqual(['abc', 'external']);
    expect(team.connection.configuration().completedAt).toBeUndefined();
    expect((await fetch(next ?? '')).status).toBe(200);
    expect(team.connection.configuration().completedAt).toEqual(sim.clock.now());
    expect([...sim.connect.flows.values()].map(({ endedAt }) => endedAt)).toEqual([undefined, sim.clock.now()]);
    expect((await visit('/integrations/other/new')).status).toBe(404);
    expect((await visit('/integrations/tiny/new?team=Nobody')).status).toBe(404);
    expect((await visit('/integrations/tiny/done/flow_x')).status).toBe(404);
  });

  it('connects a personal account without a team id', async () => {
    const { sim } = running;
    const team = sim.team('Globex');
    const flow = team.connect({ source: 'marketplace', account: 'personal' });
    expect(parametersOf(flow.address)).not.toHaveProperty('teamId');
    expect((await exchange(running, flow)).body).toMatchObject({ team_id: null });
    expect(team.connection.exists).toBe(false);
  });
});
