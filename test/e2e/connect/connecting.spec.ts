import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SweepResources } from '../../../src/modules/connect/jobs/sweep-resources.job.js';
import { Purchases } from '../../../src/modules/resources/index.js';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { SignOn } from '../sso/support/sign-on.js';
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

  it('leaves no resource behind that was made and never linked, and takes none that has been', async () => {
    const account = new Account(shop);
    const project = account.project('site');
    const { app } = shop.server;
    await account.come();
    const buy = (name: string): Promise<string> => {
      const wish = { productId: 'shop', billingPlanId: 'free', name, metadata: {} };
      return app.get(Purchases, { strict: false }).buy(account.id, name, wish);
    };
    const [forgotten, late] = [await buy('forgotten'), await buy('late')];
    await account.link(project);
    const unlinked = (await account.resources()).find(({ id }) => id !== forgotten && id !== late)?.id ?? '';
    await account.popup.open(`${shop.server.url}/connect/configure?configurationId=${account.id}`);
    expect(account.popup.text).toMatch(/forgotten : no project uses it, removed by itself unless it is connected by /);
    await account.popup.submit('/remove');
    await account.popup.open(`${shop.server.url}/connect/setup`);
    await account.link(project, { resource: late });
    const sweep = async (seconds: number): Promise<readonly string[]> => {
      await new SignOn(shop).pass(seconds);
      await app.get(SweepResources, { strict: false }).run();
      return (await account.resources()).filter(({ state }) => state === 'ready').map(({ id }) => id);
    };
    expect(await sweep(80_000)).toHaveLength(3);
    expect(await sweep(10_000)).toEqual([late, unlinked]);
    await until(async () => (await account.resources()).some(({ state }) => state === 'removed'));
    expect(account.variables(project)).toEqual(ALL);
  });
});
