import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SweepResources } from '../../../src/modules/connect/jobs/sweep-resources.job.js';
import { Purchases } from '../../../src/modules/resources/index.js';
import { AccountIssuer } from '../../support/account-issuer.js';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { SignOn } from '../sso/support/sign-on.js';
import { Account } from './support/account.js';
import { Popup } from './support/popup.js';

const DONE = /\/integrations\/acme\/done\//;
const ALL = ['MEMORY_KEY encrypted development', 'MEMORY_KEY sensitive production+preview'];

describe('connecting an account', () => {
  let issuer: AccountIssuer;
  let shop: Shop;
  beforeAll(async () => {
    issuer = await AccountIssuer.start();
    shop = await Shop.open({ env: issuer.env });
  });
  afterAll(async () => {
    expect(shop.server.vercel.violations).toEqual([]);
    await shop.close();
    await issuer.stop();
  });

  const configure = ({ id }: Account): string => `${shop.server.url}/connect/configure?configurationId=${id}`;
  /** Somebody logs in with the account that he has with the provider. */
  const logIn = async ({ browser }: Popup, subject: string): Promise<void> => {
    issuer.subject = subject;
    await browser.open(`${shop.server.url}/account/login?next=/sso/signed-out`);
  };

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

  it('lets come back by Configure who had come from Vercel and is logged in as the same person, and nobody else', async () => {
    const account = new Account(shop);
    await account.come();
    const first = await account.popup.open(configure(account));
    expect(new URL(first.url).origin).toBe(new URL(issuer.url).origin);
    await logIn(account.popup, 'ada');
    await account.popup.open(configure(account));
    expect(account.popup.text).toMatch(/Connected projects/);

    const later = new Popup(shop.server.url);
    await logIn(later, 'ada');
    expect((await later.open(configure(account))).status).toBe(200);
    expect(later.text).toContain(account.team.name);
    expect((await later.open(`${shop.server.url}/connect/setup`)).status).toBe(200);
    const other = new Account(shop);
    await other.come();
    const unknown = await later.open(configure(other));
    expect([unknown.status, later.text.includes(other.team.name)]).toEqual([401, false]);
    expect(later.text).toMatch(/logged in as .*ada.* Log in with another account/);

    issuer.claimOnce({ email: 'ada@acme.example' });
    const bob = new Popup(shop.server.url);
    await logIn(bob, 'bob');
    expect((await bob.open(configure(account))).status).toBe(401);
  });

  it('has Vercel say again after 90 days whose it is, also of who has come back all the time', async () => {
    const account = new Account(shop);
    await account.come();
    await logIn(account.popup, 'ada');
    await account.popup.open(configure(account));
    const later = new Popup(shop.server.url);
    for (const [days, status] of [
      [80, 200],
      [11, 401],
    ] as const) {
      await new SignOn(shop).pass(days * 86_400);
      await logIn(later, 'ada');
      for (const look of ['first', 'second'])
        expect([days, look, (await later.open(configure(account))).status]).toEqual([days, look, status]);
    }
    await account.come();
    await logIn(account.popup, 'ada');
    await account.popup.open(configure(account));
    expect((await later.open(configure(account))).status).toBe(200);
    const former = account.id;
    account.held.remove();
    await until(
      async () => (await shop.sql('SELECT 1 FROM connect_holders WHERE installation_id = $1', [former])).length === 0,
    );
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
    await logIn(account.popup, 'ada');
    await account.popup.open(configure(account));
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
