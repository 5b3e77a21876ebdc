import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Running, start } from './support/start.js';

describe('opening the provider', () => {
  let running: Running;
  beforeEach(async () => {
    running = await start();
    await running.sim.team('Acme').install();
  });
  afterEach(() => running.stop());

  it('sends the browser to the login URL with a code, a state and what it was about', () => {
    const url = new URL(running.sim.team('Acme').openProvider({ resource_id: 'res_1', mode: 'forged' }));
    expect(`${url.origin}${url.pathname}`).toBe(`${running.provider.url}/callback`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      mode: 'sso',
      code: expect.any(String),
      state: expect.any(String),
      resource_id: 'res_1',
    });
  });

  it('does the same from its dashboard, for installations that it knows', async () => {
    const { sim } = running;
    const { id } = sim.team('Acme').installation();
    const visit = (path: string): Promise<Response> => fetch(`${sim.url}/sso/${path}`, { redirect: 'manual' });
    const sent = await visit(`integrations/tiny/${id}?resource_id=res_1&path=billing`);
    expect(sent.status).toBe(302);
    const { searchParams } = new URL(sent.headers.get('location') ?? '');
    expect([searchParams.get('resource_id'), searchParams.get('path')]).toEqual(['res_1', 'billing']);
    expect((await visit(`integrations/tiny/icfg_unknown`)).status).toBe(404);
    expect((await visit(`integrations/other/${id}`)).status).toBe(404);
    expect((await visit('elsewhere')).status).toBe(404);
  });

  it('keeps neither code nor secret in its record', async () => {
    const { sim } = running;
    const code = new URL(sim.team('Acme').openProvider()).searchParams.get('code') ?? '';
    const body = { code, client_id: 'oac_test', client_secret: 'secret', grant_type: 'authorization_code' };
    const answer = await fetch(`${sim.url}/v1/integrations/sso/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ access_token: null, token_type: null, expires_in: 3600 });
    expect(JSON.stringify(sim.record.calls)).not.toContain(code);
    expect(sim.record.calls.at(-1)?.body).toMatchObject({ client_secret: '[secret]' });
  });
});
