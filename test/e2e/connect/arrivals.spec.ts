import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock } from '../../../src/platform/clock/index.js';
import { Shop } from '../../support/shop/index.js';
import { Account } from './support/account.js';
import { Popup } from './support/popup.js';

const DONE = /\/integrations\/acme\/done\//;

describe('a browser that comes from Vercel', () => {
  let shop: Shop;
  let account: Account;
  let project: string;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  beforeEach(() => {
    account = new Account(shop);
    project = account.project('site');
  });
  afterAll(() => shop.close());

  const exchanges = (): number =>
    shop.server.vercel.record.calls.filter(({ path }) => path === '/v2/oauth/access_token').length;

  /** A state of ours, and the popup that it belongs to. */
  const begun = async (popup: Popup): Promise<string> => {
    const { url } = await popup.open(`${shop.server.url}/connect/start`);
    return new URL(url).searchParams.get('state') ?? '';
  };

  it('may reload, go back and come again: the code is exchanged once', async () => {
    const before = exchanges();
    const address = account.address();
    await account.popup.open(address);
    for (const again of [address, `${shop.server.url}/connect/setup`, address]) await account.popup.open(again);
    expect(account.popup.text).toMatch(/Connect this account\?/);
    await account.popup.submit('/connect/confirm');
    await account.popup.open(address);
    expect(account.popup.text).toMatch(/Connect a project/);
    expect(exchanges() - before).toBe(1);
  });

  it('may look twice at the same moment', async () => {
    const before = exchanges();
    const { location } = await account.popup.browser.get(account.address());
    const looks = [1, 2, 3].map(() => account.popup.browser.get(location ?? ''));
    expect((await Promise.all(looks)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(exchanges() - before).toBe(1);
    await account.popup.open(`${shop.server.url}/connect/setup`);
    expect(account.popup.text).toMatch(/Connect this account\?/);
  });

  it('goes on when the first answer was lost on the way', async () => {
    const address = account.address();
    await new Popup(shop.server.url).browser.get(address);
    await account.popup.open(address);
    expect(account.popup.text).toMatch(/Connect this account\?/);
  });

  it('is refused when another one has used the code', async () => {
    const address = account.address();
    await account.popup.open(address);
    const other = new Popup(shop.server.url);
    expect((await other.open(address)).status).toBe(409);
    expect((await other.open(`${shop.server.url}/connect/setup`)).status).toBe(401);
  });

  it.each([
    ['none', undefined],
    ['another one', 'x'.repeat(43)],
    ['no text', ''],
  ])('from outside with a state that is not its own (%s) is refused, and nothing is exchanged', async (_, state) => {
    const before = exchanges();
    await begun(account.popup);
    const shown = await account.arrive({ source: 'external', ...(state !== undefined && { state }) });
    expect(shown.status).toBe(403);
    expect((await account.popup.open(`${shop.server.url}/connect/setup`)).status).toBe(401);
    expect(exchanges()).toBe(before);
  });

  it('from outside with the state of another browser is refused', async () => {
    const state = await begun(new Popup(shop.server.url));
    expect((await account.arrive({ source: 'external', state })).status).toBe(403);
    await begun(account.popup);
    expect((await account.arrive({ source: 'external', state })).status).toBe(403);
  });

  it('from outside may use a state once', async () => {
    const state = await begun(account.popup);
    expect((await account.arrive({ source: 'external', state })).status).toBe(200);
    expect((await account.arrive({ source: 'external', state })).status).toBe(403);
  });

  it('from outside may use a state for one code, which may come again', async () => {
    const { browser } = account.popup;
    const state = await begun(account.popup);
    const address = account.address({ source: 'external', state });
    expect((await browser.get(address)).status).toBe(303);
    const other = new Account(shop).address({ source: 'external', state });
    expect((await browser.get(other)).status).toBe(403);
    browser.jar.removeAllCookiesSync();
    const [first, second] = [new Account(shop), new Account(shop)];
    const again = await begun(account.popup);
    const both = [first, second].map((one) => browser.get(one.address({ source: 'external', state: again })));
    expect((await Promise.all(both)).map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 403]);
  });

  it('from outside goes on when the first answer was lost on the way', async () => {
    const state = await begun(account.popup);
    const address = account.address({ source: 'external', state });
    const lost = new Popup(shop.server.url);
    for (const cookie of await account.popup.browser.jar.getCookies(shop.server.url))
      await lost.browser.plant(shop.server.url, cookie.key, cookie.value);
    expect((await lost.browser.get(address)).status).toBe(303);
    await account.popup.open(address);
    expect(account.popup.text).toMatch(/Connect a project/);
  });

  it('from outside may have begun in several tabs, of which each comes back, five at most', async () => {
    const states: string[] = [];
    for (let tab = 0; tab < 6; tab += 1) states.push(await begun(account.popup));
    const arrive = async (tab: number): Promise<number> => {
      const address = new Account(shop).address({ source: 'external', state: states[tab] ?? '' });
      return (await account.popup.browser.get(address)).status;
    };
    for (const tab of [1, 5, 3, 2, 4]) expect([tab, await arrive(tab)]).toEqual([tab, 303]);
    for (const tab of [0, 1, 5]) expect([tab, await arrive(tab)]).toEqual([tab, 403]);
  });

  it('from outside does not lose its state to a popup that Vercel opens meanwhile', async () => {
    const state = await begun(account.popup);
    await account.popup.open(new Account(shop).address());
    await account.popup.open(account.address({ source: 'external', state }));
    expect(account.popup.text).toMatch(/Connect a project/);
  });

  it('from outside may use a state for half an hour', async () => {
    const state = await begun(account.popup);
    const clock = shop.server.app.get(Clock);
    await clock.advance(31 * 60_000);
    await clock.refresh();
    expect((await account.arrive({ source: 'external', state })).status).toBe(403);
  });

  it('with a code that is spent hears what to do, and goes on with what it came for', async () => {
    await account.come();
    const other = new Popup(shop.server.url);
    const spent = account.address({ source: 'deploy-button', code: 'spent', currentProjectId: project });
    expect((await other.open(spent)).status).toBe(409);
    const start = await other.open(`${shop.server.url}/connect/start?configurationId=${account.id}`);
    const state = new URL(start.url).searchParams.get('state') ?? '';
    await other.open(account.address({ source: 'external', state }));
    const { body } = other.filled('/connect/links', {});
    expect(other.text).toMatch(/Connect a project/);
    expect(body.get('_csrf')).toMatch(/^[\w-]+$/);
    expect((await other.submit('/connect/links', form(project))).url).toMatch(DONE);
  });

  it('by a Deploy Button of an account that it is signed in to goes on with the stored token', async () => {
    await account.come();
    const before = exchanges();
    const shown = await account.arrive({ source: 'deploy-button', code: 'spent', currentProjectId: project });
    expect(shown.status).toBe(200);
    expect(shown.text).toMatch(new RegExp(`value="${project}" required checked`));
    expect((await account.link(project)).url).toMatch(DONE);
    expect(exchanges()).toBe(before);
  });

  it('by a Deploy Button without a code, and nowhere signed in, has to go to Vercel first', async () => {
    await account.come();
    const other = new Popup(shop.server.url);
    const url = `${shop.server.url}/callback?source=deploy-button&configurationId=${account.id}`;
    expect((await other.open(url)).status).toBe(401);
    expect(other.text).not.toContain(account.team.name);
    expect((await other.open(`${shop.server.url}/connect/setup`)).status).toBe(401);
  });

  it('whose address names another configuration than the code is refused, and leaves nothing', async () => {
    const address = new URL(account.address());
    address.searchParams.set('configurationId', 'icfg_another');
    expect((await account.popup.open(address.href)).status).toBe(403);
    expect(await shop.sql('SELECT 1 FROM installations WHERE id = $1', [account.id])).toEqual([]);
  });

  it('whose address names another team goes by what Vercel says', async () => {
    const address = new URL(account.address());
    address.searchParams.set('teamId', 'team_another');
    await account.popup.open(address.href);
    await account.popup.submit('/connect/confirm');
    expect((await account.link(project)).url).toMatch(DONE);
  });

  it('over another account is led to the one that it has come for', async () => {
    await account.come();
    const second = new Account(shop);
    await account.popup.open(second.address());
    expect(account.popup.text).toMatch(/Connect this account\?/);
    expect(account.popup.text).toContain(second.team.name);
    expect((await account.popup.open(configure(account.id))).status).toBe(401);
  });

  it.each([
    'https://vercel.com@evil.example/',
    '//evil.example',
    String.raw`/\evil.example`,
    'https:/evil.example',
    'javascript:alert(1)',
    ' https://evil.example',
    'http://vercel.com/',
    'data:text/html,x',
  ])('is never sent to %s', async (next) => {
    const address = new URL(account.address());
    address.searchParams.set('next', next);
    await account.popup.open(address.href);
    await account.popup.submit('/connect/confirm');
    const end = await account.link(project);
    expect(end.location).toBeNull();
    expect(account.popup.text).toMatch(/Connected/);
  });

  it('does not know an account by its id: whatever the id, the same page leads to Vercel', async () => {
    await account.come();
    const other = new Popup(shop.server.url);
    const known = await other.open(configure(account.id));
    const unknown = await other.open(configure('icfg_nobody'));
    expect([known.status, unknown.status]).toEqual([401, 401]);
    expect(known.text.replaceAll(account.id, '')).toBe(unknown.text.replaceAll('icfg_nobody', ''));
    expect((await account.popup.open(configure(account.id))).status).toBe(200);
  });

  it.each(['forged', ''])('sends no form but those of its own pages (token %j)', async (token) => {
    await account.come();
    const { url, body } = account.popup.filled('/connect/links', form(project));
    body.set('_csrf', token);
    expect((await account.popup.browser.send(url, { method: 'POST', body })).status).toBe(403);
    expect(await account.resources()).toEqual([]);
  });

  it('sends no form without having confirmed the account', async () => {
    await account.arrive();
    const { body } = account.popup.filled('/connect/confirm', { ...form(project), key: 'k'.repeat(43) });
    const seen = await account.popup.browser.send(`${shop.server.url}/connect/links`, { method: 'POST', body });
    expect(seen.status).toBe(401);
  });

  it.each(['%00', 'a'.repeat(1_000), '%E2%80%AE'])('is told that there is no link to %s', async (id) => {
    await account.come();
    const of = `${shop.server.url}/connect/links/${id}/${id}`;
    expect((await account.popup.open(of)).status).toBe(404);
    await account.popup.open(`${shop.server.url}/connect/setup`);
    const { body } = account.popup.filled('/connect/links', {});
    for (const form of ['retry', 'remove', 'drains/logs/create', `drains/${id}/remove`]) {
      const seen = await account.popup.browser.send(`${of}/${form}`, { method: 'POST', body });
      expect([form, seen.status]).toEqual([form, 404]);
    }
  });

  it('may keep the window open to who opened it, and is told nothing else than other pages', async () => {
    await account.arrive();
    const { headers } = await account.popup.browser.get(`${shop.server.url}/connect/setup`);
    expect(headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain(`form-action 'self' ${shop.server.vercel.url}`);
  });

  function configure(id: string): string {
    return `${shop.server.url}/connect/configure?configurationId=${id}`;
  }
});

function form(project: string): Readonly<Record<string, string>> {
  return { project, resource: 'new shop free', name: 'main', targets: 'production' };
}
