import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exchange } from './support/connected.js';
import { startVisit, type Visited, type Visitor } from './support/visitor.js';

describe('pages of members and connected accounts', () => {
  let visitor: Visitor;
  beforeEach(async () => {
    visitor = await startVisit();
    await visitor.team.install();
  });
  afterEach(() => visitor.stop());

  const TEAM = '/dashboard/teams/Acme';
  const account = (tail: string, fields: Record<string, string | readonly string[]> = {}): Promise<Visited> =>
    visitor.submit(`${TEAM}/connection/team/${tail}`, fields);

  it('add, change and remove members, and open the provider as one', async () => {
    const { submit, leave, team, visit } = visitor;
    await submit(`${TEAM}/members`, { name: 'Bo', email: 'bo@acme.example', role: 'USER' });
    const bo = team.members.all().at(-1);
    expect(bo).toMatchObject({ name: 'Bo', role: 'USER' });
    expect((await visit(`${TEAM}/members`)).text).toContain('bo@acme.example');
    await submit(`${TEAM}/members/${bo?.id}/role`, { role: 'ADMIN' });
    expect(bo?.role).toBe('ADMIN');
    expect((await leave(`${TEAM}/open?member=${bo?.id}`)).searchParams.has('member')).toBe(false);
    await submit(`${TEAM}/members/${bo?.id}/remove`);
    expect(team.members.all()).toHaveLength(2);
  });

  it('begin a connection from the Marketplace or a Deploy Button, for the team or a member', async () => {
    const { leave, team } = visitor;
    const { id } = team.projects.add('shop');
    const market = await leave(`${TEAM}/connection/team/begin?source=marketplace`);
    expect(market.searchParams.get('source')).toBe('marketplace');
    const button = await leave(`${TEAM}/connection/team/begin?source=deploy-button&project=${id}`);
    expect(button.searchParams.get('currentProjectId')).toBe(id);
    expect(button.searchParams.get('configurationId')).toBe(market.searchParams.get('configurationId'));
    const personal = await leave(`${TEAM}/connection/personal/begin?source=marketplace`);
    expect(personal.searchParams.has('teamId')).toBe(false);
    expect((await leave(`${TEAM}/connection/team/begin?source=nowhere`)).href).toBe('about:404');
    expect((await leave(`${TEAM}/connection/nobody/begin?source=marketplace`)).href).toBe('about:404');
  });

  it('add projects and variables, and show those of the integration', async () => {
    const { team, visit, sim } = visitor;
    await account('projects', { name: 'new' });
    const { id } = team.projects.find('new');
    await account(`projects/${id}/rename`, { name: 'shop' });
    await account(`projects/${id}/variables`, { key: 'OWN', value: 'x' });
    const flow = team.connect({ source: 'marketplace' });
    const token = String((await exchange(visitor, flow)).body['access_token']);
    await fetch(`${sim.url}/v10/projects/${id}/env?teamId=${team.connection.owner.id}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ key: 'URL', value: 'y', type: 'encrypted', target: ['production'], comment: 'by us' }),
    });
    expect(team.projects.variables('shop').map(({ key }) => key)).toEqual(['OWN', 'URL']);
    const { text } = await visit(`${TEAM}/connection`);
    for (const part of ['OWN', 'set by hand', 'URL', 'by us', `configure?configurationId=${flow.configurationId}`])
      expect(text).toContain(part);
  });

  it('delete a project', async () => {
    const { team } = visitor;
    const { id } = team.projects.add('shop');
    await account(`projects/${id}/remove`);
    expect(team.projects.all()).toEqual([]);
  });

  it('select projects, confirm scopes, disable, enable and remove', async () => {
    const { team } = visitor;
    const [one, two] = [team.projects.add('one'), team.projects.add('two')];
    team.connect({ source: 'marketplace' });
    const configuration = team.connection.configuration();
    await account('access', { project: [one.id, two.id] });
    expect(configuration.access).toEqual([one.id, two.id]);
    await account('access', { all: 'on' });
    expect(configuration.access).toBe('all');
    team.connection.requestScopes([...configuration.scopes, 'read:domain']);
    await account('confirm-scopes');
    expect(configuration.scopes).toContain('read:domain');
    await account('disable', { reason: 'disabled-by-admin' });
    expect(configuration.disabled?.reason).toBe('disabled-by-admin');
    await account('enable');
    expect(configuration.disabled).toBeUndefined();
    await account('remove');
    expect(configuration.state).toBe('removed');
    expect((await account('remove')).notice).toMatch(/has not connected the integration/);
  });
});
