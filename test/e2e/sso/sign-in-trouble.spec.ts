import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Browser, type Seen } from './support/browser.js';
import { type ExchangeFault, SignOn } from './support/sign-on.js';

const TRANSIENT: readonly (readonly [string, ExchangeFault, string])[] = [
  ['Vercel says 500', { kind: 'status', status: 500 }, '5'],
  ['Vercel says 503 and when', { kind: 'status', status: 503, headers: { 'retry-after': '12' } }, '12'],
  ['the line is cut', { kind: 'cut-before' }, '5'],
  ['a page comes', { kind: 'html' }, '5'],
  ['it is sent to another host', { kind: 'redirect' }, '5'],
  ['a proxy refuses', { kind: 'status', status: 403, body: null }, '5'],
  ['there is no id token in the answer', { kind: 'status', status: 200, body: { access_token: 'x' } }, '5'],
  ['the id token is no text', { kind: 'status', status: 200, body: { id_token: { a: 1 } } }, '5'],
];

describe('signing in with Vercel', () => {
  let shop: Shop;
  let sign: SignOn;
  let team: Team;
  let hanging: Promise<Seen>;

  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    sign = new SignOn(shop);
    team = await sign.team();
    const before = sign.exchanges;
    sign.failOnce({ kind: 'hang' });
    hanging = new Browser().get(team.openProvider());
    await until(() => sign.exchanges > before);
  });
  afterAll(() => shop.close());

  const refused = async (status: number, text: string, address = team.openProvider()): Promise<Seen> => {
    const browser = new Browser();
    const seen = await browser.get(address);
    expect([seen.status, seen.text.includes(text), seen.headers.getSetCookie()]).toEqual([status, true, []]);
    expect(seen.headers.get('content-type')).toContain('text/html');
    return seen;
  };

  it.each(TRANSIENT)('can be tried again by reloading the page when %s', async (_what, fault, retryAfter) => {
    const address = team.openProvider();
    sign.failOnce(fault);
    const seen = await refused(503, 'reload this page', address);
    expect(seen.headers.get('retry-after')).toBe(retryAfter);
    const code = new URL(address).searchParams.get('code') ?? '';
    expect(`${seen.text}${JSON.stringify([...seen.headers])}`).not.toContain(code);
    expect((await new Browser().get(address)).status).toBe(303);
  });

  it('waits as long as Vercel says when it says 429', async () => {
    const address = team.openProvider();
    sign.failOnce({ kind: 'status', status: 429, headers: { 'retry-after': '30' } });
    expect((await refused(503, 'reload this page', address)).headers.get('retry-after')).toBe('30');
    await sign.pass(31);
    expect((await new Browser().get(address)).status).toBe(303);
  });

  it.each([
    ['the answer is lost after the code was used', { kind: 'cut-after' }],
    ['half of the answer comes', { kind: 'half-json' }],
  ] as const)('begins again at Vercel when %s', async (_what, fault) => {
    const address = team.openProvider();
    sign.failOnce(fault);
    await refused(503, 'open the product again from Vercel', address);
    await refused(400, 'This link does not work any more', address);
  });

  it('says what to do when a code is old or made up', async () => {
    const old = team.openProvider();
    await sign.pass(600);
    await refused(400, 'This link does not work any more', old);
    await refused(400, 'This link does not work any more', `${shop.server.url}/callback?mode=sso&code=made-up`);
  });

  it('says that it is our fault when Vercel does not know us', async () => {
    sign.failOnce({ kind: 'status', status: 403 });
    await refused(503, 'put right on our side');
  });

  it.each([
    '',
    '?mode=sso',
    '?code=x',
    '?mode=sso&code=',
    '?mode=SSO&code=x',
    '?mode=sso&code=a&code=b',
    '?mode=sso&code[]=a',
    '?mode=sso&code=a%0d%0ab',
    '?mode=sso&code=%00',
    `?mode=sso&code=${'a'.repeat(2_049)}`,
  ])('needs one code, and asks nobody about anything else: %s', async (query) => {
    const before = sign.exchanges;
    await refused(400, 'This link does not sign you in', `${shop.server.url}/sso/callback${query}`);
    expect(sign.exchanges).toBe(before);
  });

  it('takes no token but one that Vercel has signed for us just now', async () => {
    const { id } = team.installation();
    let count = 0;
    for (const { token } of shop.server.vercel.badTokens(id)) {
      if (typeof token !== 'string' || token === '') continue;
      count += 1;
      sign.answerOnce(token);
      await refused(403, 'could not be verified');
    }
    expect(count).toBeGreaterThan(30);
  });

  it('takes neither the token of another integration nor one of nobody in particular', async () => {
    const { tokens } = shop.server.vercel;
    const { id: installationId } = team.installation();
    for (const token of [
      tokens.user({ installationId, claims: { aud: 'oac_another' } }),
      tokens.user({ installationId, claims: { aud: ['oac_test'] } }),
      tokens.system({ installationId }),
      tokens.preInstall(),
    ]) {
      sign.answerOnce(token);
      await refused(403, 'could not be verified');
    }
  });

  it('refuses an installation that nobody has made, and one that has left', async () => {
    const { tokens } = shop.server.vercel;
    sign.answerOnce(tokens.user({ installationId: 'icfg_unknown' }));
    await refused(404, 'The product is not installed');
    const left = await sign.team();
    const { id: installationId } = left.installation();
    await left.uninstall();
    sign.answerOnce(tokens.user({ installationId }));
    await refused(404, 'The product is not installed');
  });

  it('refuses who was removed after the token was made', async () => {
    const { id } = team.installation();
    const token = shop.server.vercel.tokens.user({ installationId: id, userId: 'dead' });
    const later = `INSERT INTO members (installation_id, id, role, role_since) VALUES ($1, 'dead', 'NONE', now() + interval '1 day')`;
    await shop.sql(later, [id]);
    sign.answerOnce(token);
    await refused(403, 'You are not a member of this team any more');
  });

  it('leaves the session that was there when it fails', async () => {
    const browser = await sign.browser(team);
    const value = await sign.value(browser);
    sign.failOnce({ kind: 'status', status: 500 });
    expect((await browser.get(team.openProvider())).status).toBe(503);
    expect(await sign.value(browser)).toBe(value);
    expect(await sign.who(browser)).not.toBeNull();
  });

  it("uses no code up while Vercel's keys cannot be had, with which its answer is verified", async () => {
    const fault = shop.server.vercel.faults.add({ on: 'jwks', kind: 'cut-before' });
    await sign.pass(86_460);
    const [address, before] = [team.openProvider(), sign.exchanges];
    for (const seconds of [0, 2]) {
      await sign.pass(seconds);
      await refused(503, 'reload this page', address);
    }
    expect(sign.exchanges).toBe(before);
    fault.remove();
    await sign.pass(2);
    expect((await new Browser().get(address)).status).toBe(303);
  });

  it('does not wait for Vercel for ever', async () => {
    const seen = await hanging;
    expect([seen.status, seen.headers.get('retry-after')]).toEqual([503, '5']);
    expect(seen.text).toContain('Vercel cannot be reached');
  }, 60_000);
});
