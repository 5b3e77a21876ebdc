import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { codeOf, type Connected, startConnected } from './support/connected.js';

interface Listed {
  readonly projects: readonly { readonly id: string; readonly name: string }[];
  readonly pagination: { readonly count: number; readonly next: string | null };
}

describe('projects and their variables', () => {
  let running: Connected;
  beforeEach(async () => {
    running = await startConnected();
  });
  afterEach(() => running.stop());

  const VARIABLE = { key: 'URL', value: 'one', type: 'encrypted', target: ['production', 'preview'], comment: 'by us' };
  const list = async (query = ''): Promise<Listed> =>
    (await running.call('GET', `/v10/projects${query}`)).body as unknown as Listed;
  const values = (name = 'shop'): readonly string[] =>
    running.team.projects.variables(name).map(({ key, value }) => `${key}=${value}`);
  const shop = '/v10/projects/shop/env';

  it('are listed page by page, the newest first, and can be searched', async () => {
    for (let at = 1; at <= 23; at += 1) running.team.projects.add(`${at % 2 ? 'odd' : 'even'}-${at}`);
    const first = await list();
    expect([first.projects.length, first.projects[0]?.name, first.pagination.count]).toEqual([20, 'odd-23', 20]);
    const second = await list(`?from=${first.pagination.next}`);
    expect(second.projects.map(({ name }) => name)).toEqual(['odd-3', 'even-2', 'odd-1']);
    expect(second.pagination.next).toBeNull();
    expect((await list('?search=EVEN&limit=100')).projects).toHaveLength(11);
    for (const query of ['?limit=0', '?limit=101', '?limit=x', '?from=nowhere', `?search=${'x'.repeat(101)}`])
      expect([query, (await running.call('GET', `/v10/projects${query}`)).status]).toEqual([query, 400]);
  });

  it('are only those that the configuration reaches', async () => {
    const { team, call, sim } = running;
    const [one] = [team.projects.add('one'), team.projects.add('two')];
    await team.connection.selectProjects([one.id]);
    expect((await list()).projects.map(({ name }) => name)).toEqual(['one']);
    expect((await call('GET', '/v9/projects/two')).status).toBe(403);
    expect((await call('POST', '/v10/projects/two/env', VARIABLE)).status).toBe(403);
    expect((await call('GET', `/v9/projects/${sim.team('Globex').projects.add('theirs').id}`)).status).toBe(404);
  });

  it('take one variable or several, and tell which failed', async () => {
    const { team, call } = running;
    team.projects.add('shop');
    team.projects.setOwn('shop', { key: 'TAKEN', value: 'by hand' });
    const one = await call('POST', shop, VARIABLE);
    expect([one.status, one.body]).toMatchObject([201, { created: { key: 'URL', comment: 'by us' }, failed: [] }]);
    expect(JSON.stringify(one.body)).not.toContain('"value"');
    const many = await call('POST', `${shop}?upsert=true`, [
      { ...VARIABLE, value: 'two' },
      { ...VARIABLE, key: 'TAKEN' },
      { ...VARIABLE, key: 'NEW' },
    ]);
    expect(many.body).toMatchObject({
      created: [{ key: 'URL' }, { key: 'NEW' }],
      failed: [{ error: { code: 'ENV_CONFLICT', key: 'TAKEN' } }],
    });
    expect(values()).toEqual(['TAKEN=by hand', 'URL=two', 'NEW=one']);
    const again = await call('POST', shop, VARIABLE);
    expect([again.status, codeOf(again)]).toEqual([409, 'ENV_CONFLICT']);
  });

  it('refuse what Vercel refuses', async () => {
    const { team, call } = running;
    team.projects.add('shop');
    const refused = async (change: object): Promise<number> =>
      (await call('POST', shop, { ...VARIABLE, ...change })).status;
    expect(await refused({ key: 'a-b' })).toBe(400);
    expect(await refused({ key: '1A' })).toBe(400);
    expect(await refused({ type: 'secret' })).toBe(400);
    expect(await refused({ type: 'other' })).toBe(400);
    expect(await refused({ target: [] })).toBe(400);
    expect(await refused({ target: undefined })).toBe(400);
    expect(await refused({ gitBranch: 'main', target: ['production'] })).toBe(400);
    expect(await refused({ type: 'sensitive', target: ['development'] })).toBe(400);
    expect(await refused({ comment: 'x'.repeat(501) })).toBe(400);
    expect(await refused({ value: 'x'.repeat(64 * 1024) })).toBe(400);
    expect((await call('POST', '/v10/projects/none/env', VARIABLE)).status).toBe(404);
    expect(values()).toEqual([]);
  });

  it('hold 1000 variables to an environment', async () => {
    const { team, call } = running;
    team.projects.add('shop');
    for (let at = 0; at < 1_000; at += 1) team.projects.setOwn('shop', { key: `V${at}`, value: '' });
    expect((await call('POST', shop, VARIABLE)).status).toBe(400);
  });

  it('let the integration change and delete its own variables alone', async () => {
    const { team, call } = running;
    team.projects.add('shop');
    const own = team.projects.setOwn('shop', { key: 'OWN', value: 'theirs' });
    await call('POST', shop, [VARIABLE, { ...VARIABLE, key: 'B' }, { ...VARIABLE, key: 'C' }]);
    const { envs } = (await call('GET', shop)).body as { envs: { id: string; key: string }[] };
    expect(envs.map(({ key }) => key)).toEqual(['URL', 'B', 'C']);
    const [url, b, c] = envs.map(({ id }) => id);
    expect((await call('PATCH', `/v9/projects/shop/env/${url}`, { value: 'new' })).status).toBe(200);
    expect((await call('PATCH', `/v9/projects/shop/env/${url}`, { key: 'B' })).status).toBe(409);
    expect((await call('GET', `/v1/projects/shop/env/${url}`)).body).toMatchObject({ key: 'URL', value: 'new' });
    expect((await call('DELETE', `/v9/projects/shop/env/${own.id}`)).status).toBe(404);
    expect((await call('DELETE', `/v9/projects/shop/env/${url}`)).status).toBe(200);
    expect((await call('DELETE', '/v1/projects/shop/env', { ids: [b, own.id] })).status).toBe(404);
    expect((await call('DELETE', '/v1/projects/shop/env', { ids: [b, c] })).body).toEqual({ deleted: 2, ids: [b, c] });
    expect(values()).toEqual(['OWN=theirs']);
  });
});
