import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { Account } from './support/account.js';

const DONE = /\/integrations\/acme\/done\//;
const ALL = ['MEMORY_KEY encrypted development', 'MEMORY_KEY sensitive production+preview'];

describe('connecting an account', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(async () => {
    expect(shop.server.vercel.violations).toEqual([]);
    await shop.close();
  });

  it.each(['team', 'personal'] as const)(
    'sets the secrets of a new resource in a project of a %s, and ends at Vercel by itself',
    async (kind) => {
      const account = new Account(shop, kind);
      const project = account.project('site');
      await account.arrive();
      expect(account.popup.text).toMatch(/Connect this account\?/);
      await account.popup.submit('/connect/confirm');
      expect(account.popup.text).toMatch(/site/);
      const end = await account.link(project);
      expect(end.url).toMatch(DONE);
      expect(account.variables(project)).toEqual(ALL);
      const [variable] = account.held.projects.variables(project);
      expect(variable?.comment).toMatch(/^Set by acme for the resource res_/);
      expect(variable?.configurationId).toBe(account.id);
    },
  );

  it('asks nobody again who came by a state of ours', async () => {
    const account = new Account(shop);
    const project = account.project('site');
    const start = await account.popup.open(`${shop.server.url}/connect/start`);
    const asked = new URL(start.url);
    expect(asked.origin).toBe(shop.server.vercel.url);
    expect(asked.pathname).toBe('/integrations/acme/new');
    const state = asked.searchParams.get('state') ?? '';
    await account.arrive({ source: 'external', state });
    expect(account.popup.text).toMatch(/Connect a project/);
    expect((await account.link(project)).url).toMatch(DONE);
  });

  it('exchanges a code that came on the short address under that very address', async () => {
    const account = new Account(shop);
    const project = account.project('site');
    await account.come({ path: '/callback' });
    expect((await account.link(project)).url).toMatch(DONE);
  });
});
