import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '../../../src/platform/database/index.js';
import { MemberRepository } from '../../../src/modules/members/member.repository.js';
import { Sessions } from '../../../src/modules/sso/sessions.service.js';
import { Shop, type Tenant } from '../../support/shop/index.js';

const PATH = '/sso/sign-out';

describe('a page behind a session', () => {
  let shop: Shop;
  let tenant: Tenant;
  let url: string;

  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    tenant = await shop.tenant();
    url = shop.server.url;
  });
  afterAll(() => shop.close());

  const signIn = (): Promise<string> => {
    const { app } = shop.server;
    const of = { installationId: tenant.id, memberId: 'member_1' };
    return app.get(UnitOfWork).run(async () => {
      await app
        .get(MemberRepository, { strict: false })
        .noteRole(of.installationId, { ...of, role: 'USER' }, new Date());
      const session = { ...of, name: 'Ada <b>', email: 'ada@acme.example' };
      return (await app.get(Sessions, { strict: false }).start(session, null)).value;
    });
  };

  const get = (path: string, cookie: string): Promise<Response> =>
    fetch(`${url}${path}`, { headers: { cookie }, redirect: 'manual' });

  const post = (cookie: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    fetch(`${url}${PATH}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });

  const tokenFor = async (cookie: string): Promise<string> =>
    /name="_csrf" value="([^"]+)"/.exec(await (await get(PATH, cookie)).text())?.[1] ?? '';

  it('is shown to who is signed in, whose name is text and nothing else', async () => {
    const answer = await get(PATH, `stallholder=${await signIn()}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toContain('Ada &lt;b&gt;');
  });

  it.each([
    ['none', ''],
    ['an unknown one', `stallholder=${'A'.repeat(43)}`],
    ['an empty one', 'stallholder='],
    ['one of another form', "stallholder=' OR 1=1; --"],
    ['the name that belongs to https', `__Host-stallholder=${'A'.repeat(43)}`],
  ])('sends who brings a cookie that is no session to sign in, and knows the way back: %s', async (_name, cookie) => {
    const answer = await get(`${PATH}?a=b&installation_id=icfg_1`, cookie);
    const location = new URL(answer.headers.get('location') ?? '');
    expect([answer.status, location.origin, location.pathname]).toEqual([303, url, '/sso/start']);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      url: `${PATH}?a=b&installation_id=icfg_1`,
      installation_id: 'icfg_1',
    });
  });

  it('refuses a form without a session', async () => {
    const answer = await post('', '');
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('You are not signed in');
  });

  it.each([
    ['no token', () => '', {}],
    ['an empty token', () => '_csrf=', {}],
    ['two tokens', (token: string) => `_csrf=${token}&_csrf=${token}`, {}],
    ['a token under another name', (token: string) => `csrf=${token}`, {}],
    ['a page of another site', (token: string) => `_csrf=${token}`, { 'sec-fetch-site': 'cross-site' }],
    ['a page of a sister site', (token: string) => `_csrf=${token}`, { 'sec-fetch-site': 'same-site' }],
    ['the origin of another site', (token: string) => `_csrf=${token}`, { origin: 'https://evil.example' }],
    ['no origin to speak of', (token: string) => `_csrf=${token}`, { origin: 'null' }],
  ])('takes no form with %s, and the session goes on', async (_name, body, headers) => {
    const cookie = `stallholder=${await signIn()}`;
    const answer = await post(cookie, body(await tokenFor(cookie)), headers);
    expect(answer.status).toBe(403);
    expect((await get(PATH, cookie)).status).toBe(200);
  });

  it('takes no form with the token of another session', async () => {
    const [own, other] = [`stallholder=${await signIn()}`, `stallholder=${await signIn()}`];
    expect((await post(own, `_csrf=${await tokenFor(other)}`)).status).toBe(403);
  });

  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])(
    'takes nothing but a form: %s',
    async (type) => {
      const cookie = `stallholder=${await signIn()}`;
      expect((await post(cookie, `_csrf=${await tokenFor(cookie)}`, { 'content-type': type })).status).toBe(415);
    },
  );

  it('is left by the form, after which the cookie is worth nothing', async () => {
    const cookie = `stallholder=${await signIn()}`;
    const answer = await post(cookie, `_csrf=${await tokenFor(cookie)}`, {
      origin: url,
      'sec-fetch-site': 'same-origin',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sso/signed-out']);
    expect(answer.headers.get('set-cookie')).toContain('stallholder=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax');
    expect((await get(PATH, cookie)).status).toBe(303);
    expect(await (await get('/sso/signed-out', '')).text()).toContain('You are signed out');
    const { actions } = await shop.effects(tenant);
    expect(actions.findLast((action) => action.startsWith('member.signed'))).toBe('member.signed-out');
  });
});
