import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Connected, restCall, startConnected } from './support/connected.js';

describe('drains', () => {
  let running: Connected;
  beforeEach(async () => {
    running = await startConnected();
  });
  afterEach(() => running.stop());

  const delivery = (endpoint: string): object => ({
    type: 'http',
    endpoint,
    encoding: 'json',
    headers: {},
    secret: 's',
  });
  const drain = (more: object = {}): object => ({
    name: 'logs',
    projects: 'all',
    schemas: { log: { version: 'v1' } },
    delivery: delivery(`${running.provider.url}/drain`),
    ...more,
  });

  it('are created, listed, read, changed and deleted', async () => {
    const { call, team } = running;
    const project = team.projects.add('shop');
    const created = await call('POST', '/v1/drains', drain({ projects: 'some', projectIds: [project.id] }));
    expect([created.status, created.body]).toMatchObject([200, { name: 'logs', createdFrom: 'integration' }]);
    const path = `/v1/drains/${String(created.body['id'])}`;
    expect((await call('PATCH', path, { name: 'other' })).body).toMatchObject({ name: 'other', status: 'enabled' });
    expect((await call('GET', `/v1/drains?projectId=${project.id}`)).body).toMatchObject({
      drains: [{ name: 'other' }],
    });
    expect((await call('GET', '/v1/drains?projectId=prj_other')).body).toEqual({ drains: [] });
    expect((await call('GET', path)).status).toBe(200);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
  });

  it('come from a resource or the integration, and go where Vercel can deliver', async () => {
    const status = async (more: object): Promise<number> =>
      (await running.call('POST', '/v1/drains', drain(more))).status;
    for (const source of [{ kind: 'integration' }, { kind: 'integration', externalResourceId: 'res_1' }])
      expect([source, await status({ source })]).toEqual([source, 200]);
    const bucket = { encoding: 'json', compression: 'none', fileStructure: 'hive', roleArn: 'arn', region: 'r' };
    expect(await status({ delivery: { type: 's3', endpoint: 's3://b', ...bucket } })).toBe(200);
    expect(await status({ delivery: { type: 'carrier-pigeon', endpoint: 'x', encoding: 'json', headers: {} } })).toBe(
      400,
    );
    expect(await status({ source: { kind: 'other' } })).toBe(400);
    expect(await status({ schemas: { gossip: { version: 'v1' } } })).toBe(400);
  });

  it('refuse foreign projects, unknown fields and teams that do not pay', async () => {
    const { call, team, sim } = running;
    const foreign = sim.team('Globex').projects.add('theirs').id;
    expect((await call('POST', '/v1/drains', drain({ projectIds: [foreign] }))).status).toBe(403);
    expect((await call('POST', '/v1/drains', drain({ projects: 'some' }))).status).toBe(400);
    expect((await call('POST', '/v1/drains', { name: 'logs' })).status).toBe(400);
    team.connection.owner.plan = 'hobby';
    expect((await call('POST', '/v1/drains', drain())).status).toBe(402);
    expect((await call('POST', '/v2/integrations/log-drains', { name: 'l', url: 'https://x.example' })).status).toBe(
      403,
    );
  });

  it('are tested by a signed delivery', async () => {
    const { call, provider } = running;
    const body = { schemas: { log: { version: 'v1' } }, delivery: delivery(`${provider.url}/drain`) };
    provider.answerNext({ status: 200 }, { status: 500 });
    expect((await call('POST', '/v1/drains/test', body)).body).toEqual({});
    const { headers, body: sent } = provider.seen.at(-1) ?? {};
    const signature = createHmac('sha1', 's').update(JSON.stringify(sent)).digest('hex');
    expect(headers?.['x-vercel-signature']).toBe(signature);
    expect((await call('POST', '/v1/drains/test', body)).body).toMatchObject({ status: 'error' });
    const nowhere = { ...body, delivery: delivery('http://127.0.0.1:1/') };
    expect((await call('POST', '/v1/drains/test', nowhere)).body).toMatchObject({ status: 'error' });
  });

  it('of the older kind belong to the integration, whose token opens no others', async () => {
    const { call, sim, team } = running;
    const path = '/v2/integrations/log-drains';
    const { status, body } = await call('POST', path, { name: 'logs', url: 'https://x.example', secret: 'hidden' });
    expect([status, body]).toMatchObject([200, { id: expect.stringMatching(/^ld_/), createdFrom: 'integration' }]);
    expect(JSON.stringify(body)).not.toContain('hidden');
    expect((await call('GET', path)).body).toMatchObject([{ id: body['id'] }]);
    expect((await call('POST', path, { name: 'a/b', url: 'https://x.example' })).status).toBe(400);
    expect((await call('GET', '/v1/log-drains')).status).toBe(403);
    expect((await call('DELETE', `/v1/integrations/log-drains/${String(body['id'])}`)).status).toBe(204);
    expect((await call('GET', path)).body).toEqual([]);
    const native = (await team.install()).accessTokens.at(-1) ?? '';
    const wrong = { method: 'POST', token: native, body: { name: 'logs', url: 'https://x.example' } };
    expect((await restCall(`${sim.url}${path}`, wrong)).status).toBe(400);
    expect((await restCall(`${sim.url}${path}`, { token: native })).status).toBe(403);
  });
});
