import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type RestAnswer, restCall } from './support/connected.js';
import { type Running, start } from './support/start.js';

describe('the control API of people and their accounts', () => {
  let running: Running;
  beforeEach(async () => {
    running = await start();
    await running.sim.team('Acme').install();
  });
  afterEach(() => running.stop());

  const control = (method: string, tail: string, body?: unknown): Promise<RestAnswer> =>
    restCall(`${running.sim.url}/_simulator/v1/teams/Acme${tail}`, { method, token: 'none', body });

  it('connects, disables, enables and removes an account', async () => {
    const { body: project } = await control('POST', '/projects', { name: 'shop' });
    const begun = await control('POST', '/connection', { source: 'deploy-button', externalId: 'e' });
    expect([begun.status, begun.body]).toMatchObject([201, { address: expect.stringContaining('external-id=e') }]);
    expect((await control('PUT', '/connection/projects', { projects: [project['id']] })).body).toMatchObject({
      configuration: { access: [project['id']] },
    });
    expect((await control('POST', '/connection/disable', { reason: 'mood' })).status).toBe(400);
    expect((await control('POST', '/connection/disable')).status).toBe(204);
    const { connection } = running.sim.team('Acme');
    expect(connection.configuration().disabled?.reason).toBe('original-owner-left-the-team');
    expect((await control('POST', '/connection/enable')).status).toBe(204);
    expect(connection.configuration().disabled).toBeUndefined();
    expect((await control('DELETE', '/connection')).status).toBe(204);
    expect((await control('GET', '/connection')).body).toMatchObject({ configuration: null });
    expect((await control('POST', '/connection', { source: 'elsewhere' })).status).toBe(400);
  });

  it('shows projects with their variables', async () => {
    await control('POST', '/projects', { name: 'shop' });
    await control('POST', '/projects/shop/variables', { key: 'A', value: '1', target: ['preview'] });
    expect((await control('PATCH', '/projects/shop', { name: 'store' })).status).toBe(204);
    const variables = [{ key: 'A', value: '1', target: ['preview'], configurationId: null }];
    expect((await control('GET', '/projects')).body).toMatchObject({ projects: [{ name: 'store', variables }] });
    expect((await control('DELETE', '/projects/store')).status).toBe(204);
    expect((await control('GET', '/projects')).body).toEqual({ projects: [] });
  });

  it('adds, changes and removes members, and sends them to the provider', async () => {
    const { body: bo } = await control('POST', '/members', { role: 'USER', email: 'bo@acme.example' });
    const id = String(bo['id']);
    expect((await control('PUT', `/members/${id}`, { role: 'ADMIN' })).body).toMatchObject({ role: 'ADMIN' });
    const opened = await control('POST', '/open', { userId: id, context: { path: 'billing' } });
    expect(opened.body).toEqual({ address: expect.stringMatching(/\/callback\?path=billing&mode=sso&code=/) });
    const imported = await control('POST', '/import', { product: 'postgres' });
    expect(imported.body).toMatchObject({ address: expect.stringContaining('product_id=postgres') });
    expect((await control('DELETE', `/members/${id}`)).status).toBe(204);
    expect((await control('GET', '/members')).body['members']).toHaveLength(2);
    expect((await control('POST', '/members', { role: 'OWNER' })).status).toBe(400);
  });
});
