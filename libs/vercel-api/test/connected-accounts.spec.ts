import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AccountAccess, VercelApi } from '#libs/vercel-api';
import { ACCESS, clientOf } from './support/plain-server.js';
import { TellingServer } from './support/telling-server.js';

const TEAM: AccountAccess = { ...ACCESS, teamId: 'team_1' };
const PERSON: AccountAccess = { ...ACCESS, teamId: null };
const CLIENT = { id: 'oac_1', secret: 'shh' };
const WISH = {
  key: 'URL',
  value: 'postgres://s3cret',
  type: 'sensitive',
  target: ['production'],
  comment: 'c',
} as const;

describe('calls in the name of a connected account', () => {
  let server: TellingServer;
  let api: VercelApi;
  beforeEach(async () => {
    server = new TellingServer();
    api = clientOf(await server.start());
  });
  afterEach(() => Promise.all([api.close(), server.stop()]));

  const answer = (status: number, body: unknown): void => void (server.answer = { status, body });
  const last = () => server.told.at(-1);

  it('exchange a code as a form, and take a grant without its installation for none', async () => {
    answer(200, { token_type: 'Bearer', access_token: 't', installation_id: 'icfg_9', user_id: 'u', team_id: null });
    const code = { code: 'c&d', redirectUri: 'https://us.example/callback' };
    expect(await api.oauth.exchange(CLIENT, code)).toEqual({
      kind: 'done',
      value: { accessToken: 't', tokenType: 'Bearer', installationId: 'icfg_9', userId: 'u', teamId: null },
    });
    expect(last()).toEqual({
      method: 'POST',
      url: '/api/v2/oauth/access_token',
      type: 'application/x-www-form-urlencoded',
      body: 'client_id=oac_1&client_secret=shh&code=c%26d&redirect_uri=https%3A%2F%2Fus.example%2Fcallback',
    });
    answer(200, { access_token: 't', user_id: 'u', team_id: null });
    expect(await api.oauth.exchange(CLIENT, code)).toMatchObject({ kind: 'unknown-outcome' });
    answer(200, { access_token: 't', installation_id: 'i', user_id: 'u', team_id: 7 });
    expect(await api.oauth.exchange(CLIENT, code)).toMatchObject({ kind: 'unknown-outcome' });
  });

  it('tell nothing of code and client secret when Vercel says no', async () => {
    answer(400, { error: { code: 'invalid_grant', message: 'no shh for c0de' } });
    const outcome = await api.oauth.exchange(CLIENT, { code: 'c0de', redirectUri: 'https://us.example/callback' });
    expect(outcome).toMatchObject({ kind: 'final', message: 'no [secret] for [secret]' });
  });

  it.each([
    ['a team', TEAM, 'teamId=team_1'],
    ['a person', PERSON, ''],
  ] as const)('name the team of %s on every one of them', async (_, access, query) => {
    const drain = { name: 'd', projects: 'all', schemas: { log: { version: 'v1' } }, source: { kind: 'integration' } };
    const delivery = { type: 'http', endpoint: 'https://p.example', encoding: 'json', headers: {} };
    await Promise.all([
      api.configurations.list(access, 'account'),
      api.configurations.delete(access),
      api.projects.list(access),
      api.projects.get(access, 'prj'),
      api.variables.list(access, 'prj'),
      api.variables.create(access, 'prj', [WISH]),
      api.variables.edit(access, 'prj', 'env', WISH),
      api.variables.delete(access, 'prj', 'env'),
      api.accounts.team(access, 'team_1'),
      api.accounts.user(access),
      api.logDrains.list(access),
      api.logDrains.create(access, { name: 'l', url: 'https://p', projectIds: [], deliveryFormat: 'json' }),
      api.logDrains.delete(access, 'ld_1'),
      api.drains.list(access),
      api.drains.create(access, { ...drain, delivery } as never),
      api.drains.test(access, { schemas: drain.schemas, delivery } as never),
      api.drains.delete(access, 'drn_1'),
    ]);
    const queries = server.told.map(({ url }) => new URL(url, 'http://x').searchParams.getAll('teamId').join());
    expect(server.told).toHaveLength(17);
    expect(new Set(queries)).toEqual(new Set([query.replace('teamId=', '')]));
  });

  it('read projects page by page, with timestamps and tokens for pages', async () => {
    answer(200, { projects: [{ id: 'p', name: 'one', framework: null }], pagination: { next: 1_700_000_000_000 } });
    const page = await api.projects.list(TEAM, { search: 'x'.repeat(200), limit: 50 });
    const project = { id: 'p', name: 'one' };
    expect(page).toEqual({ kind: 'done', value: { projects: [project], next: '1700000000000' } });
    expect(new URL(last()?.url ?? '', 'http://x').searchParams.get('search')).toHaveLength(100);
    answer(200, { projects: [], pagination: { next: 'tok en' } });
    expect(await api.projects.list(TEAM)).toMatchObject({ value: { next: 'tok en' } });
    answer(200, [{ id: 'p', name: 'one' }]);
    expect(await api.projects.list(TEAM, { from: 'tok en' })).toMatchObject({ value: { next: null } });
    expect(last()?.url).toContain('from=tok+en');
  });

  it('tell which variables a 201 created and which it did not', async () => {
    const failed = [{ error: { code: 'ENV_ALREADY_EXISTS', message: 'there', envVarKey: 'URL' } }];
    answer(201, { created: [{ id: 'e', key: 'A', target: 'preview', configurationId: 'icfg_test' }], failed });
    const outcome = await api.variables.create(TEAM, 'prj', [WISH]);
    expect(outcome).toEqual({
      kind: 'done',
      value: {
        created: [{ id: 'e', key: 'A', target: ['preview'], configurationId: 'icfg_test' }],
        failed: [{ key: 'URL', code: 'ENV_ALREADY_EXISTS', message: 'there' }],
      },
    });
    expect(JSON.parse(last()?.body ?? '')).toEqual([WISH]);
    expect(last()?.url).not.toContain('upsert');
  });

  it('keep the values of variables out of failures', async () => {
    answer(400, { error: { code: 'bad_request', message: `no ${WISH.value}` } });
    expect(await api.variables.create(TEAM, 'prj', [WISH])).toMatchObject({ kind: 'final', message: 'no [secret]' });
    expect(await api.variables.edit(TEAM, 'prj', 'e', WISH)).toMatchObject({ message: 'no [secret]' });
  });

  it('tell a disabled configuration from a missing project', async () => {
    answer(403, { error: { code: 'integration_configuration_disabled', message: 'off' } });
    expect(await api.projects.list(TEAM)).toMatchObject({ kind: 'installation-disabled' });
    answer(404, { error: { code: 'not_found', message: 'none' } });
    expect(await api.projects.get(TEAM, 'prj')).toMatchObject({ kind: 'final', status: 404 });
    expect(await api.configurations.delete(TEAM)).toMatchObject({ kind: 'installation-gone' });
  });

  it('read of a configuration what it may reach', async () => {
    const told = {
      id: 'icfg_test',
      ownerId: 't',
      projectSelection: 'selected',
      projects: ['p'],
      scopes: ['read:user'],
    };
    answer(200, [told, { id: 7 }]);
    expect(await api.configurations.list(TEAM, 'project')).toEqual({ kind: 'done', value: [told] });
    expect(last()?.url).toContain('view=project');
  });

  it('tell whether anybody took what a drain was tested with', async () => {
    const delivery = { type: 'http', endpoint: 'https://p.example', encoding: 'json', headers: {} } as const;
    const test = { schemas: { log: { version: 'v1' } }, delivery };
    expect(await api.drains.test(TEAM, test)).toEqual({ kind: 'done', value: { problem: null } });
    answer(200, { status: 'failed', error: 'refused', endpoint: 'https://p.example' });
    expect(await api.drains.test(TEAM, test)).toEqual({ kind: 'done', value: { problem: 'refused' } });
  });

  it.each(['', '.', '..'])('do not go out with the id %j, which would name another path', async (id) => {
    expect(await api.variables.delete(TEAM, 'prj', id)).toMatchObject({ kind: 'final', code: 'invalid_request' });
    expect(await api.variables.list(TEAM, id)).toMatchObject({ kind: 'final', code: 'invalid_request' });
    expect(server.told).toEqual([]);
  });

  it('go to the path that they name, whatever characters an id has', async () => {
    await api.projects.get(PERSON, '../a?b#c');
    expect(last()?.url).toBe('/api/v9/projects/..%2Fa%3Fb%23c');
    expect(await api.projects.get(PERSON, '\ud800')).toMatchObject({ kind: 'final', code: 'invalid_request' });
  });
});
