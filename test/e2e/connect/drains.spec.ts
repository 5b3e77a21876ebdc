import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { Account } from './support/account.js';

describe('what is sent of a connected project', () => {
  let shop: Shop;
  let account: Account;
  let resourceId: string;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
  });
  beforeEach(async () => {
    account = new Account(shop);
    const project = account.project('site');
    await account.come();
    await account.link(project);
    resourceId = await account.resourceId();
    await account.popup.open(`${shop.server.url}/connect/configure?configurationId=${account.id}`);
  });
  afterAll(() => shop.close());

  const drains = (): readonly Readonly<Record<string, unknown>>[] =>
    [...account.held.owner.drains.values()].map(({ wish }) => wish);
  const logDrains = (): readonly Readonly<Record<string, unknown>>[] =>
    [...account.held.owner.logDrains.values()].map(({ wish }) => wish);

  it('is declared by the product, goes to the resource, and is signed by its secret', async () => {
    await account.popup.submit('/drains/logs/create');
    const [variable] = account.held.projects.variables('site');
    expect(drains()).toMatchObject([
      {
        projects: 'some',
        projectIds: [account.held.projects.find('site').id],
        schemas: { log: { version: 'v1' } },
        delivery: {
          endpoint: `http://127.0.0.1:1/logs/${resourceId}`,
          encoding: 'ndjson',
          secret: variable?.value,
        },
      },
    ]);
    expect(account.popup.text).toMatch(/Logs of site to main: sent/);
  });

  it('is set up once, also when the answer was lost', async () => {
    const cut = { on: 'vercel-api', kind: 'cut-after', method: 'POST', path: /\/v1\/drains$/, times: 1 } as const;
    shop.server.vercel.faults.add(cut);
    await account.popup.submit('/drains/logs/create');
    expect(account.popup.text).toMatch(/Vercel cannot be asked at the moment/);
    await account.popup.submit('/drains/logs/create');
    expect(drains()).toHaveLength(1);
    expect(account.popup.text).toMatch(/Logs of site to main: sent/);
  });

  it('is tried by an example, and it is said that nobody took it', async () => {
    await account.popup.submit('/drains/logs/create');
    await account.popup.submit('/drains/logs/test');
    expect(account.popup.text).toMatch(/The example was not taken/);
  });

  it('ends when somebody says so, or when it has gone at Vercel', async () => {
    await account.popup.submit('/drains/logs/create');
    await account.popup.submit('/drains/logs/remove');
    expect(drains()).toEqual([]);
    await account.popup.submit('/drains/logs/create');
    account.held.owner.drains.clear();
    await account.popup.submit('/drains/logs/remove');
    expect(account.popup.text).toMatch(/Logs of site to main: not sent/);
  });

  it('may be of the older kind', async () => {
    await account.popup.submit('/drains/old-logs/create');
    expect(logDrains()).toMatchObject([{ url: `https://logs.shop.example/${resourceId}`, deliveryFormat: 'json' }]);
    await account.popup.submit('/drains/old-logs/remove');
    expect(logDrains()).toEqual([]);
  });

  it('ends with the link', async () => {
    await account.popup.submit('/drains/logs/create');
    await account.popup.submit(`${account.held.projects.find('site').id}/remove`);
    expect(drains()).toEqual([]);
    expect(await account.links()).toEqual([]);
  });

  it('is nothing that the product does not declare', async () => {
    const { url, body } = account.popup.filled('/drains/logs/create', {});
    const other = url.replace('/logs/create', '/traces/create');
    expect((await account.popup.browser.send(other, { method: 'POST', body })).status).toBe(404);
    expect(drains()).toEqual([]);
  });
});
