import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { Shop } from '../../support/shop/index.js';
import { Browser } from './support/browser.js';
import { SignOn } from './support/sign-on.js';

describe('a page of ours without a session', () => {
  let shop: Shop;
  let sign: SignOn;
  let team: Team;
  let url: string;

  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    sign = new SignOn(shop);
    team = await sign.team();
    url = shop.server.url;
  });
  afterAll(() => shop.close());

  it('has Vercel sign the member in, and is come back to', async () => {
    const browser = new Browser();
    const page = `${url}/sso/sign-out?installation_id=${team.installation().id}&x=y`;
    const seen = await browser.open(page);
    expect([seen.status, seen.url]).toEqual([200, page]);
    expect(seen.text).toContain(team.name);
  });

  it('knows the installation that was opened last in the browser', async () => {
    const browser = await sign.browser(team);
    await sign.pass(3 * 3_600);
    const seen = await browser.open(`${url}/sso/sign-out`);
    expect([seen.status, seen.url]).toEqual([200, `${url}/sso/sign-out`]);
    expect(seen.text).toContain(team.name);
  });

  it('knows whose the resource is that it is about, in any browser', async () => {
    const { id } = await team.provision({ product: 'shop', plan: 'free', name: 'main' });
    const page = `${url}/dashboard/resources/${id}/usage`;
    const seen = await new Browser().open(page);
    expect([seen.status, seen.url]).toEqual([200, page]);
    const other = await sign.browser(await sign.team());
    expect((await other.open(`${url}/sso/start?resource_id=${id}`)).url).toBe(`${url}/dashboard/resources/${id}`);
    await team.remove(id);
    expect((await new Browser().open(page)).text).toContain('Sign in with Vercel');
  });

  it('says how to sign in when nobody knows where, as after signing out', async () => {
    const fresh = await new Browser().open(`${url}/sso/sign-out`);
    expect([fresh.status, fresh.text.includes('Sign in with Vercel')]).toEqual([200, true]);
    const browser = await sign.browser(team);
    expect((await browser.submit(`${url}/sso/sign-out`)).location).toBe(`${url}/sso/signed-out`);
    const left = await browser.open(`${url}/sso/sign-out`);
    expect([left.status, left.text.includes('Sign in with Vercel')]).toEqual([200, true]);
  });

  it('sends what Vercel is to bring back, and no address of somebody else', async () => {
    const query = `installation_id=icfg_1&resource_id=res_1&path=billing&unknown=x&url=https://evil.example/`;
    const { location } = await new Browser().get(`${url}/sso/start?${query}`);
    expect(location).toBe(`${shop.server.vercel.url}/sso/integrations/acme/icfg_1?resource_id=res_1&path=billing`);
    const own = await new Browser().get(`${url}/sso/start?installation_id=icfg_1&url=/dashboard?a=b`);
    expect(new URL(own.location ?? '').searchParams.get('url')).toBe(`${url}/dashboard?a=b`);
  });

  it('says at our address itself what this is, and leads who is signed in to the overview', async () => {
    const seen = await new Browser().get(`${url}/`);
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(seen.text).toContain('Acme on Vercel');
    expect(seen.text).toContain('href="/sso/start"');
    expect(seen.text).toContain(`href="${shop.server.vercel.url}/integrations/acme"`);
    const browser = await sign.browser(team);
    expect((await browser.get(`${url}/`)).location).toBe(`${url}/dashboard`);
    await browser.submit(`${url}/sso/sign-out`);
    expect((await browser.get(`${url}/`)).status).toBe(200);
  });

  it.each(['../../evil', 'icfg_1/x', '..', 'icfg_1?x', 'icfg_1%23', '', 'a'.repeat(256)])(
    'goes nowhere with what cannot be an installation: %s',
    async (id) => {
      const { status, location } = await new Browser().get(
        `${url}/sso/start?installation_id=${encodeURIComponent(id)}`,
      );
      expect([status, location]).toEqual([200, null]);
    },
  );

  it('is told as an error when Vercel does not let the member in', async () => {
    const seen = await new Browser().open(`${url}/sso/sign-out?installation_id=icfg_unknown`);
    expect([seen.status, new URL(seen.url).origin]).toEqual([404, shop.server.vercel.url]);
  });
});
