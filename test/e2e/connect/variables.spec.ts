import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '../../../src/platform/database/index.js';
import { Jobs } from '../../../src/platform/jobs/index.js';
import { BRING_FORWARD } from '../../../src/modules/resources/jobs/bring-forward.definition.js';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Account } from './support/account.js';

const DONE = /\/integrations\/acme\/done\//;
const DEPLOYED = 'MEMORY_KEY sensitive production+preview';
const DEVELOPMENT = 'MEMORY_KEY encrypted development';

describe('the variables of a connected project', () => {
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

  const writes = (): readonly string[] =>
    shop.server.vercel.record.calls
      .filter(({ method, path }) => method !== 'GET' && path.includes(`/projects/${project}/`))
      .map(({ method }) => method);
  const setup = (): string => `${shop.server.url}/connect/setup`;
  const configure = (): string => `${shop.server.url}/connect/configure?configurationId=${account.id}`;

  it('are set once and bought once, however often the form is sent', async () => {
    const { url, body } = account.popup.filled('/connect/links', linking(project));
    const sent = [1, 2, 3].map(() => account.popup.browser.send(url, { method: 'POST', body }));
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([303, 303, 303]);
    expect((await account.popup.browser.send(url, { method: 'POST', body })).location).toMatch(DONE);
    expect(await account.resources()).toHaveLength(1);
    expect(account.variables(project)).toEqual([DEVELOPMENT, DEPLOYED]);
    expect(writes()).toEqual(['POST']);
  });

  it('follow the environments that are chosen', async () => {
    await account.link(project, { targets: 'production' });
    expect(account.variables(project)).toEqual(['MEMORY_KEY sensitive production']);
    const [{ id } = { id: '' }] = await account.resources();
    await account.popup.open(setup());
    await account.link(project, { resource: id, targets: ['preview', 'development'] });
    expect(account.variables(project)).toEqual([DEVELOPMENT, 'MEMORY_KEY sensitive preview']);
    await account.popup.open(setup());
    await account.link(project, { resource: id, targets: 'development' });
    expect(account.variables(project)).toEqual([DEVELOPMENT]);
    expect(await account.resources()).toHaveLength(1);
  });

  it('that the project has already are left alone, said, and set when somebody tries again', async () => {
    const own = account.held.projects.setOwn(project, { key: 'MEMORY_KEY', value: 'mine', target: ['production'] });
    await account.link(project);
    expect(account.popup.text).toMatch(/Not connected yet/);
    expect(account.popup.text).toMatch(
      /MEMORY_KEY \(production and preview\): The project has a variable of this name/,
    );
    expect(account.variables(project)).toEqual([DEVELOPMENT, 'MEMORY_KEY encrypted production']);
    account.held.projects.find(project).variables.delete(own.id);
    expect((await account.popup.submit('/retry')).url).toMatch(DONE);
    expect(account.variables(project)).toEqual([DEVELOPMENT, DEPLOYED]);
  });

  it('of another resource are left alone', async () => {
    await account.link(project);
    const before = account.variables(project);
    await account.popup.open(setup());
    await account.link(project, { resource: 'new shop three' });
    expect(account.popup.text).toMatch(/Not connected yet/);
    expect(account.variables(project)).toEqual(before);
    expect(writes()).toEqual(['POST', 'POST']);
  });

  it('are found again when the answer to their creation was lost', async () => {
    const path = new RegExp(`/v10/projects/${project}/env`);
    shop.server.vercel.faults.add({ on: 'vercel-api', kind: 'cut-after', method: 'POST', path, times: 1 });
    await account.link(project);
    await until(async () => (await account.links()).every(({ due_at: due }) => due === null));
    expect(account.variables(project)).toEqual([DEVELOPMENT, DEPLOYED]);
    expect(writes().filter((method) => method === 'POST')).toHaveLength(1);
  });

  it('go when the project is disconnected, and the resource stays', async () => {
    await account.link(project);
    await account.popup.open(configure());
    await account.popup.submit('/remove');
    expect(account.popup.text).toMatch(/No project is connected/);
    expect(account.popup.text).toMatch(/main/);
    expect(account.variables(project)).toEqual([]);
    expect((await account.resources()).map(({ state }) => state)).toEqual(['ready']);
  });

  it('that somebody has deleted by hand are gone when the project is disconnected', async () => {
    await account.link(project);
    account.held.projects.find(project).variables.clear();
    await account.popup.open(configure());
    await account.popup.submit('/remove');
    expect(await account.links()).toEqual([]);
  });

  it('get the new secrets when they are rotated, and only then the old ones end', async () => {
    await account.link(project);
    const [{ id } = { id: '' }] = await account.resources();
    const before = values(account, project);
    const rotated = await fetch(`${shop.server.url}/admin/v1/resources/${id}/rotate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${OPERATOR}`, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'test', delayHours: 0 }),
    });
    expect(rotated.status).toBeLessThan(300);
    await until(() => Promise.resolve(values(account, project).every((value) => !before.includes(value))));
    expect(account.variables(project)).toEqual([DEVELOPMENT, DEPLOYED]);
    await until(async () => {
      const states = await shop.sql('SELECT state FROM resource_credentials WHERE resource_id = $1 ORDER BY version', [
        id,
      ]);
      return states.map(({ state }) => String(state)).join() === 'revoked,current';
    });
  });

  it('wait for a resource that takes its time', async () => {
    shop.driver.next('provision', 'pending');
    await account.link(project);
    expect(account.popup.text).toMatch(/Being connected/);
    expect(account.variables(project)).toEqual([]);
    const [{ id: resourceId } = { id: '' }] = await account.resources();
    const [jobs, unitOfWork] = [shop.server.app.get(Jobs), shop.server.app.get(UnitOfWork)];
    await shop.sql(`UPDATE resources SET due_at = due_at - interval '1 hour' WHERE id = $1`, [resourceId]);
    await unitOfWork.run(() => jobs.enqueue(BRING_FORWARD, { installationId: account.id, resourceId }));
    await until(async () => (await account.links()).every(({ due_at: due }) => due === null));
    expect(account.variables(project)).toEqual([DEVELOPMENT, DEPLOYED]);
    const { url } = await account.popup.open(account.popup.at);
    expect(url).toMatch(DONE);
  });
});

const OPERATOR = 'admin-key-of-the-tests';

function linking(project: string): Readonly<Record<string, string | readonly string[]>> {
  const targets = ['production', 'preview', 'development'];
  return { project, resource: 'new shop free', name: 'main', targets };
}

function values(account: Account, project: string): readonly string[] {
  return account.held.projects.variables(project).map(({ value }) => value);
}
