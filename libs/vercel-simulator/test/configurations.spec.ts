import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { codeOf, type Connected, exchange, restCall, startConnected } from './support/connected.js';

describe('a configuration', () => {
  let running: Connected;
  beforeEach(async () => {
    running = await startConnected();
  });
  afterEach(() => running.stop());

  const CONFIGURATION = '/v1/integrations/configuration';
  const told = (type: string): readonly unknown[] =>
    running.provider.seen.flatMap(({ body }) => (body?.['type'] === type ? body['payload'] : []));

  it('is read by its own team, in the list and alone', async () => {
    const { call, team, sim } = running;
    const { id } = team.connection.configuration();
    const common = {
      id,
      integrationId: 'oac_test',
      slug: 'tiny',
      source: 'marketplace',
      teamId: team.connection.owner.id,
    };
    const { body } = await call('GET', '/v1/integrations/configurations?view=account');
    expect(body).toEqual([expect.objectContaining(common)]);
    expect((await call('GET', `${CONFIGURATION}/${id}`)).body).toMatchObject({ ...common, projectSelection: 'all' });
    expect((await call('GET', '/v1/integrations/configurations')).status).toBe(400);
    sim.team('Globex').connect({ source: 'marketplace' });
    const foreign = sim.team('Globex').connection.configuration().id;
    expect((await call('GET', `${CONFIGURATION}/${foreign}`)).status).toBe(404);
    expect(body).toHaveLength(1);
  });

  it('needs the team in every call, a scope for most, and is not for the marketplace', async () => {
    const { sim, token, team } = running;
    const get = (path: string): Promise<{ status: number; body: Record<string, unknown> }> =>
      restCall(`${sim.url}${path}`, { token });
    expect((await get('/v10/projects')).status).toBe(403);
    expect((await get('/v10/projects?teamId=team_other')).status).toBe(403);
    expect((await get(`/v10/projects?slug=acme`)).status).toBe(200);
    expect((await get('/v2/user')).body).toMatchObject({ user: { email: 'admin@acme.example' } });
    expect((await get('/v2/teams')).body).toMatchObject({ teams: [{ id: team.connection.owner.id, slug: 'acme' }] });
    expect((await get(`/v2/teams/${team.connection.owner.id}`)).body).toMatchObject({ name: 'Acme' });
    expect((await get('/v2/teams/team_other')).status).toBe(403);
    const marketplace = await get(`/v1/installations/${team.connection.configuration().id}/account`);
    expect([marketplace.status, codeOf(marketplace)]).toEqual([403, 'forbidden']);
    team.connection.configuration().scopes = ['read:team'];
    expect((await get(`/v10/projects?teamId=${team.connection.owner.id}`)).status).toBe(403);
  });

  it('refuses every call while it is disabled, and goes after 30 days', async () => {
    const { call, sim, team } = running;
    const { id } = team.connection.configuration();
    team.connection.disable();
    const refused = await call('GET', '/v10/projects');
    expect([refused.status, codeOf(refused)]).toEqual([403, 'integration_configuration_disabled']);
    await team.connection.selectProjects([]);
    expect(told('integration-configuration.permission-upgraded')).toEqual([]);
    team.connection.enable();
    expect((await call('GET', '/v10/projects')).status).toBe(200);
    team.connection.disable('disabled-by-owner');
    sim.clock.advance('P30D');
    await sim.settled();
    expect(told('integration-configuration.removed')).toEqual([
      {
        team: { id: team.connection.owner.id },
        user: { id: team.connection.owner.user.id },
        configuration: { id, projectSelection: 'selected', projects: [] },
      },
    ]);
    expect((await call('GET', '/v10/projects')).body).toMatchObject({ error: { invalidToken: true } });
  });

  it('goes with all that it has made, and comes again under another id', async () => {
    const { call, team, sim } = running;
    const project = team.projects.add('shop');
    team.projects.setOwn('shop', { key: 'OWN', value: 'kept' });
    const variable = { key: 'A', value: '1', type: 'encrypted', target: ['production'] };
    expect((await call('POST', `/v10/projects/${project.id}/env`, variable)).status).toBe(201);
    const { id } = team.connection.configuration();
    expect((await call('DELETE', `${CONFIGURATION}/${id}`)).status).toBe(204);
    await sim.settled();
    expect(told('integration-configuration.removed')).toHaveLength(1);
    expect(team.projects.variables('shop').map(({ key }) => key)).toEqual(['OWN']);
    const again = team.connect({ source: 'marketplace' });
    expect(again.configurationId).not.toBe(id);
    expect((await exchange(running, again)).body).toMatchObject({ installation_id: again.configurationId });
  });

  it('gains scopes when they are confirmed and loses them at once', async () => {
    const { team } = running;
    team.connection.requestScopes(['read:project', 'read-write:domain']);
    const { scopes } = team.connection.configuration();
    expect(scopes).toEqual(['read:project']);
    await team.connection.confirmScopes();
    expect(team.connection.configuration().scopes).toEqual(['read:project', 'read-write:domain']);
    expect(told('integration-configuration.scope-change-confirmed')).toMatchObject([
      { configuration: { scopes: ['read:project', 'read-write:domain'] } },
    ]);
  });

  it('hears of projects that come, change and go, as long as it reaches all', async () => {
    const { team, call } = running;
    const { id } = await team.connection.createProject('shop');
    await team.connection.renameProject('shop', 'store');
    expect((await call('GET', '/v9/projects/store')).body).toMatchObject({ id });
    team.connection.disable();
    await team.connection.renameProject('store', 'quiet');
    await team.connection.removeProject('quiet');
    team.connection.enable();
    await team.connection.selectProjects([]);
    await team.connection.createProject('unheard');
    expect(told('project.created')).toMatchObject([{ project: { id, name: 'shop' } }]);
    expect(told('project.renamed')).toMatchObject([{ project: { id, name: 'store' }, previousName: 'shop' }]);
    expect(told('project.removed')).toMatchObject([{ project: { id, name: 'quiet' } }]);
  });

  it('tells which projects it reaches from now on', async () => {
    const { team } = running;
    const [one, two] = [team.projects.add('one'), team.projects.add('two')];
    await team.connection.selectProjects([two.id]);
    expect(told('integration-configuration.permission-upgraded')).toMatchObject([
      {
        configuration: { projectSelection: 'selected', projects: [two.id] },
        projects: { added: [], removed: [one.id] },
      },
    ]);
  });
});
