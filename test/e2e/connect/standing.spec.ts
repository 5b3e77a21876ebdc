import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Account } from './support/account.js';
import { Popup, type Shown } from './support/popup.js';

const DONE = /\/integrations\/acme\/done\//;

describe('a connected account', () => {
  let shop: Shop;
  let account: Account;
  let project: string;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  beforeEach(async () => {
    account = new Account(shop);
    project = account.project('site');
    await account.come();
  });
  afterAll(() => shop.close());

  const configureAt = (id: string): string => `${shop.server.url}/connect/configure?configurationId=${id}`;
  const configure = (): string => configureAt(account.id);
  const parked = (): Promise<unknown[]> =>
    shop.sql('SELECT 1 FROM vercel_parkings WHERE installation_id = $1', [account.id]);
  const actions = async (id = account.id): Promise<readonly string[]> => {
    const rows = await shop.sql<{ action: string }>('SELECT action FROM audit_entries WHERE installation_id = $1', [
      id,
    ]);
    return rows.map(({ action }) => action);
  };

  it('that Vercel has disabled is parked, shows why, and goes on with the first call that succeeds', async () => {
    await account.link(project);
    account.held.disable();
    await account.popup.open(configure());
    expect(account.popup.text).toMatch(/Vercel has disabled this connection/);
    expect(await parked()).toHaveLength(1);
    await account.popup.submit('/remove');
    expect(account.variables(project)).toHaveLength(2);
    account.held.enable();
    await account.popup.open(configure());
    expect(account.popup.text).not.toMatch(/disabled/);
    expect(await parked()).toEqual([]);
    await until(() => Promise.resolve(account.variables(project).length === 0));
  });

  it('that is removed at Vercel loses its resources, its links and its token', async () => {
    await account.link(project);
    const { id } = account;
    account.held.remove();
    await until(async () => (await actions(id)).includes('installation.uninstalled'));
    const [row] = await shop.sql('SELECT state, access_token FROM installations WHERE id = $1', [id]);
    expect(row).toEqual({ state: 'uninstalled', access_token: null });
    expect(shop.driver.calls.map(({ operation }) => operation)).toContain('deprovision');
    expect(await shop.sql('SELECT 1 FROM project_links WHERE installation_id = $1', [id])).toEqual([]);
    expect((await account.popup.open(`${shop.server.url}/connect/setup`)).status).toBe(401);
  });

  it('of which Vercel says that it was removed, while it stands, stays', async () => {
    await account.link(project);
    const payload = { configuration: { id: account.id }, installationId: account.id };
    await shop.server.vercel.webhooks.send('integration-configuration.removed', payload);
    await shop.settled();
    expect((await account.resources()).map(({ state }) => state)).toEqual(['ready']);
  });

  it('offers the selected projects alone, and takes no others', async () => {
    const other = account.project('other');
    await account.held.selectProjects([project]);
    await account.popup.open(`${shop.server.url}/connect/setup`);
    expect(account.popup.text).toMatch(/site/);
    expect(account.popup.text).not.toMatch(/other/);
    expect((await account.link(other)).status).toBe(409);
    expect(await account.resources()).toEqual([]);
  });

  it('of which Vercel does not say what it reaches reaches nothing, and loses nothing', async () => {
    await account.link(project);
    const told = { on: 'vercel-api', method: 'GET', kind: 'status', status: 200 } as const;
    const path = new RegExp(`/integrations/configuration/${account.id}$`);
    const fault = shop.server.vercel.faults.add({ ...told, path, body: { id: account.id, ownerId: 'team_1' } });
    await account.popup.open(`${shop.server.url}/connect/setup`);
    expect(account.popup.text).toMatch(/does not say which projects/);
    expect(account.popup.text).not.toMatch(/site/);
    await shop.server.vercel.webhooks.send('project.removed', { project: { id: project, name: 'x' }, team: null });
    await shop.settled();
    expect(await account.links()).toHaveLength(1);
    fault.remove();
    await account.popup.open(`${shop.server.url}/connect/setup`);
    expect(account.popup.text).toMatch(/site/);
  });

  it('searches and turns the pages of its projects, the present one first', async () => {
    for (let count = 0; count < 25; count += 1) account.project(`shop-${count}`);
    const { text, status } = await account.arrive({ source: 'deploy-button', currentProjectId: project });
    expect(status).toBe(200);
    expect([...text.matchAll(/name="project" value="([^"]+)"/g)][0]?.[1]).toBe(project);
    const more = /href="([^"]+from=[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await account.popup.open(new URL(more, shop.server.url).href);
    expect([...second.text.matchAll(/name="project"/g)].length).toBeGreaterThan(0);
    await account.popup.open(`${shop.server.url}/connect/setup?search=shop-24`);
    expect(account.popup.text).toMatch(/shop-24/);
    expect(account.popup.text).not.toMatch(/shop-3\b/);
  });

  it('loses the link of a project that is out of reach', async () => {
    const other = account.project('other');
    await account.link(project);
    await account.held.selectProjects([other]);
    await until(async () => (await account.links()).length === 0);
    expect(await actions()).toContain('project.lost');
  });

  it('loses the link of a project that was removed, and no other', async () => {
    const other = account.project('other');
    await account.link(project);
    const told = async (id: string): Promise<unknown> =>
      shop.server.vercel.webhooks.send('project.removed', { project: { id, name: 'x' }, team: null });
    await told(project);
    await shop.settled();
    expect(await account.links()).toHaveLength(1);
    account.held.projects.remove(project);
    await told(other);
    await told(project);
    await until(async () => (await account.links()).length === 0);
  });

  it('that lacked a permission goes on when it is confirmed', async () => {
    const all = account.held.configuration().scopes;
    account.held.configuration().scopes = all.filter((scope) => !scope.includes('env-vars'));
    await account.link(project);
    expect(account.popup.text).toMatch(/lacks a permission/);
    account.held.requestScopes(all);
    await account.held.confirmScopes();
    await until(() => Promise.resolve(account.variables(project).length === 2));
  });

  it('is not billed, not pushed to, and no installation of the partner API', async () => {
    await account.link(project);
    await shop.settled();
    const { id } = account;
    for (const table of ['billing_accounts', 'billing_pushes', 'invoices'])
      expect([table, await shop.sql(`SELECT 1 FROM ${table} WHERE installation_id = $1`, [id])]).toEqual([table, []]);
    const calls = shop.server.vercel.record.calls.map(({ path }) => path);
    expect(calls.filter((path) => path.includes(`/v1/installations/${id}`))).toEqual([]);
    const token = shop.server.vercel.tokens.system({ installationId: id });
    const { status } = await fetch(`${shop.server.url}/v1/installations/${id}/resources`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(status).toBe(404);
  });

  it('may delete a resource by its name, whose projects lose the variables', async () => {
    await account.link(project);
    const id = await account.resourceId();
    const remove = `/connect/resources/${id}/remove`;
    await account.popup.open(configure());
    expect(account.popup.text).toMatch(/main : one project uses it/);
    await account.popup.open(shop.server.url + remove);
    expect(account.popup.text).toMatch(/These projects lose its variables.* site/);
    expect((await account.popup.submit(remove, { name: 'another' })).status).toBe(400);
    expect(account.variables(project)).toHaveLength(2);
    await account.popup.open(shop.server.url + remove);
    await account.popup.submit(remove, { name: 'main' });
    expect(account.popup.text).toMatch(/The resource is being deleted/);
    expect([account.variables(project), await account.links()]).toEqual([[], []]);
    await until(async () => (await account.resources()).every(({ state }) => state === 'removed'));
    expect((await account.popup.open(shop.server.url + remove)).status).toBe(404);
    const other = new Account(shop);
    await other.come();
    expect((await other.popup.open(shop.server.url + remove)).status).toBe(404);
    for (const path of [remove, '/connect/leave'])
      expect((await new Popup(shop.server.url).open(shop.server.url + path)).status).toBe(401);
  });

  it('may take the variables out of all projects, and keeps what it has', async () => {
    await account.link(project);
    await account.popup.open(`${shop.server.url}/connect/leave`);
    await account.popup.submit('/connect/leave');
    expect(account.popup.text).toMatch(/The variables are removed/);
    expect([account.variables(project), await account.links()]).toEqual([[], []]);
    expect((await account.resources()).map(({ state }) => state)).toEqual(['ready']);
  });

  it('may remove the connection at Vercel with all that it has; one that Vercel keeps stays whole', async () => {
    await account.link(project);
    const { id } = account;
    const leave = async (): Promise<Shown> => {
      await account.popup.open(`${shop.server.url}/connect/leave`);
      return account.popup.submit('/connect/leave', { configuration: 'delete' });
    };
    const { scopes } = account.held.configuration();
    account.held.configuration().scopes = scopes.filter((scope) => !scope.includes('integration-configuration'));
    expect((await leave()).status).toBe(409);
    expect(account.variables(project)).toHaveLength(2);
    account.held.configuration().scopes = scopes;
    expect((await leave()).url).toBe(`${shop.server.url}/connect/left`);
    expect(account.variables(project)).toEqual([]);
    await until(async () => (await actions(id)).includes('installation.uninstalled'));
    expect(await shop.sql('SELECT 1 FROM project_links WHERE installation_id = $1', [id])).toEqual([]);
    expect((await account.popup.open(configureAt(id))).status).toBe(401);
  });

  it('that comes again after its removal is another one', async () => {
    await account.link(project);
    const former = account.id;
    account.held.remove();
    await until(async () => (await actions(former)).includes('installation.uninstalled'));
    await account.come();
    expect(account.id).not.toBe(former);
    expect((await account.link(project)).url).toMatch(DONE);
  });
});
