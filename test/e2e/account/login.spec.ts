import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { InstanceOwner } from '../../../src/modules/resources/index.js';
import { Clock } from '../../../src/platform/clock/index.js';
import { AccountIssuer } from '../../support/account-issuer.js';
import { Shop } from '../../support/shop/index.js';
import { ImportDesk } from '../imports/import-desk.js';
import { Browser } from '../sso/support/browser.js';

const COOKIE = 'stallholder-account';

describe("a login with the provider's own account", () => {
  let issuer: AccountIssuer;
  let shop: Shop;
  let desk: ImportDesk;
  beforeAll(async () => {
    issuer = await AccountIssuer.start();
    shop = await Shop.open({ env: issuer.env, workers: 'off' });
  });
  beforeEach(async () => {
    issuer.subject = 'ada';
    desk = await ImportDesk.open(shop);
  });
  afterAll(async () => {
    await shop.close();
    await issuer.stop();
  });

  const account = (subject: string): InstanceOwner => ({ kind: 'account', issuer: issuer.url, subject });
  const session = (browser: Browser = desk.browser): Promise<string | null> => browser.cookie(shop.server.url, COOKIE);
  /** The address with which the provider sends the browser back, not yet opened. */
  const callback = async (browser: Browser = desk.browser): Promise<string> => {
    const login = await browser.get(`${shop.server.url}/account/login?next=%2Fsso%2Fsigned-out`);
    return (await browser.get(login.location ?? '')).location ?? '';
  };
  const refused = async (address: string, status: number): Promise<string> => {
    const seen = await desk.browser.get(address);
    expect([seen.status, seen.location, await session()]).toEqual([status, null, null]);
    return seen.text;
  };

  it('is wanted by an import, which comes back to the same page and then shows what is theirs alone', async () => {
    const instance = desk.own(account('ada'));
    const others = desk.own(account('bob'));
    const start = desk.start();
    const seen = await desk.browser.open(start);
    expect([seen.status, seen.url]).toEqual([200, start]);
    expect(seen.text).toContain(`My ${instance}`);
    expect(seen.text).toContain('ada@acme.example');
    expect(seen.text).not.toContain(others);
    expect(await desk.import(instance, start)).toBe(desk.held()[0]?.id);
  });

  it('shows nothing of somebody else with the same e-mail, nor what is marked for the installation', async () => {
    desk.own(account('ada'));
    desk.own();
    issuer.subject = 'another-ada';
    issuer.claimOnce({ email: 'ada@acme.example' });
    const { text } = await desk.browser.open(desk.start());
    expect(text).toContain('There is nothing');
    expect(text).toContain('ada@acme.example');
  });

  it('is asked for first by an import whose link is too long to be come back to', async () => {
    const long = desk.start({ return: `${shop.server.vercel.url}/${'a'.repeat(2_000)}` });
    const seen = await desk.browser.get(long);
    expect([seen.status, seen.text.includes('too long to be kept')]).toEqual([400, true]);
    expect(seen.text).toContain(`href="${shop.server.url}/account/login"`);
    await desk.browser.open(`${shop.server.url}/account/login`);
    expect((await desk.browser.get(long)).status).toBe(200);
  });

  it('can be changed to another account', async () => {
    const instance = desk.own(account('bob'));
    const { text } = await desk.browser.open(desk.start());
    issuer.subject = 'bob';
    const link = /href="(\/account\/login[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const first = await desk.browser.get(shop.server.url + link);
    expect(new URL(first.location ?? '').searchParams.get('prompt')).toBe('login');
    expect((await desk.browser.open(first.location ?? '')).text).toContain(`My ${instance}`);
  });

  it('is asked for with code, PKCE, state and nonce, another one each time', async () => {
    const asked = await Promise.all(
      [1, 2].map(async () => {
        const { location } = await desk.browser.get(`${shop.server.url}/account/login`);
        return Object.fromEntries(new URL(location ?? '').searchParams);
      }),
    );
    expect(asked[0]).toMatchObject({
      response_type: 'code',
      client_id: issuer.clientId,
      redirect_uri: `${shop.server.url}/account/callback`,
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(asked[0]?.[name]).toMatch(/^[\w.-]{43,}$/);
      expect(asked[0]?.[name]).not.toBe(asked[1]?.[name]);
    }
  });

  it('gives the browser another secret, and ends what was there before', async () => {
    await desk.browser.get(await callback());
    const before = await session();
    await desk.browser.get(await callback());
    const planted = new Browser();
    await planted.plant(shop.server.url, COOKIE, before ?? '');
    expect(await session()).not.toBe(before);
    expect(await shop.sql(`SELECT 1 FROM account_sessions WHERE digest = sha256($1::bytea)`, [before])).toEqual([]);
    expect(
      await shop.sql(`SELECT 1 FROM account_sessions WHERE digest = sha256($1::bytea)`, [await session()]),
    ).toHaveLength(1);
  });

  it.each([
    ['signs out', () => desk.browser.submit(`${shop.server.url}/sso/sign-out`)],
    ['is followed by somebody else', () => ImportDesk.open(shop, desk.browser)],
  ])('is over when who has logged in %s', async (_what, leave) => {
    await desk.browser.get(await callback());
    const before = await session();
    expect(before).not.toBeNull();
    await leave();
    expect(await session()).toBeNull();
    await desk.browser.plant(shop.server.url, COOKIE, before ?? '');
    await desk.signIn();
    const { location } = await desk.browser.get(desk.start());
    expect(location).toMatch(`${shop.server.url}/account/login?`);
  });

  it('goes on in two tabs at once', async () => {
    const [one, two] = [await callback(), await callback()];
    expect((await desk.browser.get(one)).status).toBe(303);
    expect((await desk.browser.get(two)).status).toBe(303);
  });

  it.each([
    [
      'a state that was changed',
      (url: URL) => url.searchParams.set('state', `${url.searchParams.get('state')?.slice(0, -1)}_`),
    ],
    ['a state of another form', (url: URL) => url.searchParams.set('state', "' OR 1=1 --")],
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['two states', (url: URL) => url.searchParams.append('state', 'x')],
    ['no code', (url: URL) => url.searchParams.delete('code')],
    ['a code of nobody', (url: URL) => url.searchParams.set('code', 'guessed')],
    ['a refusal', (url: URL) => (url.search = `error=access_denied&state=${url.searchParams.get('state')}`)],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
  ])('is refused when it comes back with %s', async (_what, change) => {
    const address = new URL(await callback());
    change(address);
    expect(await refused(address.href, 400)).toContain('start again from Vercel');
  });

  it('is refused in another browser than the one that began it', async () => {
    const other = new Browser();
    const seen = await other.get(await callback());
    expect([seen.status, await session(other)]).toEqual([400, null]);
  });

  it('is refused when it comes a second time, with its code or with a new one', async () => {
    const address = await callback();
    expect((await desk.browser.get(address)).location).toBe(`${shop.server.url}/sso/signed-out`);
    const before = await session();
    expect((await desk.browser.get(address)).status).toBe(400);
    expect(await session()).toBe(before);
  });

  it('is refused with the code of another login', async () => {
    const [one, two] = [new URL(await callback()), new URL(await callback(new Browser()))];
    one.searchParams.set('code', two.searchParams.get('code') ?? '');
    await refused(one.href, 400);
  });

  it.each([
    ['another nonce', { nonce: 'another' }],
    ['no nonce', { nonce: undefined }],
    ['another audience', { aud: 'another-client' }],
    ['further audiences and nobody it is for', { aud: ['another-client', 'stallholder'], azp: 'another-client' }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['an end that is past', { exp: 1_000_000_000, iat: 999_999_000 }],
    ['nobody', { sub: '' }],
    ['a name as long as a page', { sub: 'a'.repeat(256) }],
  ])('is refused when the token tells %s', async (_what, claims) => {
    const address = await callback();
    issuer.claimOnce(claims);
    await refused(address, 400);
  });

  it('is refused when the token has another signature', async () => {
    const address = await callback();
    issuer.forgeOnce();
    await refused(address, 400);
  });

  it.each([
    ['refuses the code', 400, { error: 'invalid_grant' }, 400],
    ['does not know us', 401, { error: 'invalid_client' }, 400],
    ['has trouble', 500, { error: 'server_error' }, 503],
    ['is being mended', 503, {}, 503],
    ['answers no token', 200, { token_type: 'Bearer', access_token: 'x' }, 400],
  ])('says what to do when the provider %s', async (_what, status, body, told) => {
    const address = await callback();
    issuer.answerOnce(status, body);
    expect(await refused(address, told)).toContain('Number for support');
  });

  it('is over after ten minutes when nobody came back, and after an hour when somebody did', async () => {
    const late = await callback();
    await desk.browser.get(await callback());
    const pass = async (seconds: number): Promise<void> => {
      await shop.server.app.get(Clock).advance(seconds * 1_000);
      await shop.server.app.get(Clock).refresh();
    };
    await pass(601);
    expect((await desk.browser.get(late)).status).toBe(400);
    await desk.signIn();
    expect((await desk.browser.get(desk.start())).status).toBe(200);
    await pass(3_000);
    await desk.signIn();
    const { location } = await desk.browser.get(desk.start());
    expect(new URL(location ?? '').pathname).toBe('/account/login');
  });

  it('is wanted for the form as well', async () => {
    const { fields } = await desk.form(desk.start(), 'any');
    await desk.browser.open(desk.start());
    const { action, fields: whole } = await desk.form(desk.start(), 'any');
    await desk.browser.jar.removeAllCookies();
    await desk.signIn();
    const csrf = { ...whole, _csrf: fields['_csrf'] ?? '' };
    expect((await desk.browser.post(action, csrf)).status).toBeGreaterThanOrEqual(401);
    expect(desk.held()).toEqual([]);
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'leads to no page but ours: %s',
    async (next) => {
      const login = await desk.browser.get(
        `${shop.server.url}/account/login?${new URLSearchParams({ next }).toString()}`,
      );
      const back = await desk.browser.get((await desk.browser.get(login.location ?? '')).location ?? '');
      expect(back.location).toBe(`${shop.server.url}/dashboard`);
    },
  );
});

describe('without a login of the provider', () => {
  it('there is none to begin or to end', async () => {
    const shop = await Shop.open({ workers: 'off' });
    try {
      const browser = new Browser();
      expect((await browser.get(`${shop.server.url}/account/login`)).status).toBe(404);
      expect((await browser.get(`${shop.server.url}/account/callback?code=x&state=y`)).status).toBe(400);
    } finally {
      await shop.close();
    }
  });
});

describe('a login that cannot be reached', () => {
  it('is told as such, at its beginning and at its end', async () => {
    const issuer = await AccountIssuer.start();
    const { env } = issuer;
    const shop = await Shop.open({ env, workers: 'off' });
    try {
      const desk = await ImportDesk.open(shop);
      const login = await desk.browser.get(`${shop.server.url}/account/login`);
      const back = (await desk.browser.get(login.location ?? '')).location ?? '';
      await issuer.stop();
      const seen = await desk.browser.get(back);
      expect([seen.status, seen.text]).toEqual([503, expect.stringContaining('cannot be reached')]);
      const silent = await Shop.open({ env, workers: 'off' });
      const other = await new Browser().get(`${silent.server.url}/account/login`);
      await silent.close();
      expect([other.status, other.text]).toEqual([503, expect.stringContaining('cannot be reached')]);
    } finally {
      await shop.close();
    }
  });
});
