import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { Browser } from '../sso/support/browser.js';
import { ImportDesk } from './import-desk.js';

/** What `return` may be made of; `VERCEL` stands for the origin that is allowed. */
const HOSTILE = [
  'VERCEL@evil.example/',
  'VERCEL.evil.example/',
  '//evil.example',
  '/\\evil.example',
  'https:/\\evil.example',
  '\thttps://evil.example',
  '\nVERCEL/',
  'VERCEL/\r\nSet-Cookie: a=b',
  'javascript:alert(1)',
  'data:text/html,x',
  'sso:VERCEL/',
  'ftp://127.0.0.1/',
  'https://vercel.com:444/',
  'https://vercel.com./',
  '',
];

describe('an import that nobody should follow', () => {
  let shop: Shop;
  let desk: ImportDesk;
  let instance: string;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
  });
  beforeEach(async () => {
    desk = await ImportDesk.open(shop);
    instance = desk.own();
  });
  afterAll(() => shop.close());

  it.each([...HOSTILE, 'of 8 KB'])('sends nobody to %j, nor imports anything for it', async (text) => {
    const { url } = shop.server.vercel;
    const back = text === 'of 8 KB' ? `${url}/${'a'.repeat(8_192)}` : text.replace('VERCEL', url);
    const page = await desk.browser.get(desk.start({ return: back }));
    const { action, fields } = await desk.form(desk.start(), instance);
    const posted = await desk.browser.post(action, { ...fields, return: back });
    expect([page.status, page.location, posted.status, posted.location]).toEqual([400, null, 400, null]);
    expect(posted.text).toContain('start the import again from Vercel');
    expect(desk.held()).toEqual([]);
  });

  it.each([
    [{ state: '' }],
    [{ state: 'x'.repeat(1_025) }],
    [{ installation_id: '../admin' }],
    [{ installation_id: '' }],
    [{ product_id: 'Not a slug' }],
  ])('takes no link with %j', async (changes) => {
    const { status, text } = await desk.browser.get(desk.start(changes));
    expect([status, text]).toEqual([400, expect.stringContaining('not complete or not valid')]);
  });

  it('says of a link that is too long to be kept while somebody signs in what to do, and takes it then', async () => {
    const { url } = shop.server.vercel;
    const long = desk.start({ state: 'x'.repeat(1_000), return: `${url}/${'a'.repeat(1_500)}` });
    const start = `${shop.server.url}/sso/start?installation_id=${desk.installationId}`;
    for (const browser of [new Browser(), (await ImportDesk.open(shop)).browser]) {
      const refused = await browser.get(long);
      expect([refused.status, refused.location]).toEqual([400, null]);
      expect(refused.text).toContain('too long to be kept');
      expect(refused.text).toContain(`href="${start}"`);
      await browser.open(start);
      expect((await browser.get(long)).status).toBe(200);
    }
    const short = desk.start({ return: `${url}/${'a'.repeat(1_500)}` });
    expect((await new Browser().open(short)).url).toBe(new URL(short).href);
  });

  it('takes no link that says something twice', async () => {
    expect(
      (await desk.browser.get(`${desk.start()}&return=${encodeURIComponent('https://evil.example')}`)).status,
    ).toBe(400);
  });

  it('has who is not signed in signed in first, by Vercel, and shows the same page then', async () => {
    const browser = new Browser();
    const start = desk.start();
    const first = await browser.get(start);
    expect([first.status, new URL(first.location ?? '').pathname]).toEqual([303, '/sso/start']);
    const seen = await browser.open(start);
    expect([seen.status, seen.url]).toEqual([200, start]);
    expect(seen.text).toContain(`My ${instance}`);
  });

  it('has who is signed in for another installation signed in for this one', async () => {
    const other = await ImportDesk.open(shop);
    const start = desk.start();
    const first = await other.browser.get(start);
    expect(new URL(first.location ?? '').searchParams.get('installation_id')).toBe(desk.installationId);
    expect((await other.browser.open(start)).text).toContain(`My ${instance}`);
  });

  it('takes no form of a session of another installation', async () => {
    const other = await ImportDesk.open(shop);
    const { fields, action } = await other.form(other.start(), other.own());
    const seen = await other.browser.post(action, {
      ...fields,
      installation_id: desk.installationId,
      chosen: `shop/${instance}`,
    });
    expect(new URL(seen.location ?? '').pathname).toBe('/sso/start');
    expect([desk.held(), other.held()]).toEqual([[], []]);
  });

  it('says no more of an installation that has left than of one that never was', async () => {
    const gone = await ImportDesk.open(shop);
    await gone.team.uninstall();
    const seen = await Promise.all(
      [gone.installationId, 'icfg_never'].map((id) => desk.browser.get(desk.start({ installation_id: id }))),
    );
    const text = seen.map((each) => each.text.replace(/<code>[^<]+<\/code>/, ''));
    expect(seen.map(({ status }) => status)).toEqual([404, 404]);
    expect(text[0]).toBe(text[1]);
  });

  it('takes no form without the token of the session', async () => {
    const { fields, action } = await desk.form(desk.start(), instance);
    expect((await desk.browser.post(action, { ...fields, _csrf: 'x' })).status).toBe(403);
    expect(desk.held()).toEqual([]);
  });

  it('is for administrators alone', async () => {
    const [member] = desk.team.installation().members;
    await shop.sql(`UPDATE members SET role = 'USER' WHERE installation_id = $1`, [desk.installationId]);
    const seen = await desk.browser.get(desk.start());
    expect([seen.status, member?.role]).toEqual([403, 'ADMIN']);
  });

  it('is refused while the installation is suspended', async () => {
    await shop.sql('UPDATE installations SET suspended_at = now() WHERE id = $1', [desk.installationId]);
    const seen = await desk.choose(desk.start(), instance);
    expect([seen.status, seen.text]).toEqual([409, expect.stringContaining('suspended')]);
    expect(desk.held()).toEqual([]);
  });
});
