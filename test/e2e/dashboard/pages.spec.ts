import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { Shop } from '../../support/shop/index.js';
import { Visitor } from './support/visitor.js';

const OF_INSTALLATION = [
  ['', 'Acme'],
  ['/usage', 'Usage'],
  ['/billing', 'Billing'],
  ['/invoices', 'Invoices'],
  ['/onboarding', 'Setup'],
  ['/secrets', 'Secrets'],
  ['/support', 'Support'],
  ['/settings', 'Settings'],
  ['/products/shop', 'Shop'],
] as const;
const OF_RESOURCE = [
  ['', 'Facts'],
  ['/usage', 'Usage of the last 30 days'],
  ['/connections', 'No project uses this resource yet.'],
  ['/secrets', 'Version 1, since'],
  ['/console', 'Run read-only'],
  ['/billing', 'Costs something.'],
  ['/notifications', 'There is nothing to tell about this resource.'],
  ['/onboarding', 'There is nothing left to do for this resource.'],
  ['/checks/chk_1', 'chk_1'],
  ['/experiments/flag%2F1', 'flag/1'],
] as const;

describe('the dashboard', () => {
  let shop: Shop;
  let team: Team;
  let ada: Visitor;
  let bob: Visitor;
  let own: string;
  let foreign: string;

  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    const other = shop.server.vercel.team('Other');
    team = shop.server.vercel.team('Acme');
    await Promise.all([team.install(), other.install()]);
    ({ id: own } = await team.provision({ product: 'shop', plan: 'pro', name: 'orders' }));
    ({ id: foreign } = await other.provision({ product: 'shop', plan: 'pro', name: 'theirs' }));
    [ada, bob] = [await Visitor.of(shop, team), await Visitor.of(shop, team, 'USER')];
  });
  afterAll(() => shop.close());

  it.each(OF_INSTALLATION)('has the page /dashboard%s for members of either role', async (path, heading) => {
    for (const visitor of [ada, bob]) {
      const { status, text, headers } = await visitor.see(`/dashboard${path}`);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(/<h1>(.*?)<\/h1>/.exec(text)?.[1]?.replaceAll(/<[^>]*>/g, '')).toBe(heading);
      expect(text).not.toContain('theirs');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it.each(OF_RESOURCE)('has the page /dashboard/resources/…%s for members of either role', async (path, words) => {
    for (const visitor of [ada, bob]) {
      const seen = await visitor.see(`/dashboard/resources/${own}${path}`);
      expect(seen.status).toBe(200);
      expect(seen.words).toMatch(/^Overview \/ Shop orders Ready /);
      expect(seen.words).toContain(words);
    }
  });

  it.each(OF_RESOURCE)("does not know another team's resource at %s", async (path, _words) => {
    const [theirs, nobodys] = await Promise.all(
      [foreign, 'res_unknown'].map((id) => ada.see(`/dashboard/resources/${id}${path}`)),
    );
    expect([theirs?.status, nobodys?.status]).toEqual([404, 404]);
    expect(theirs?.words.replace(/support: .*/, '')).toBe(nobodys?.words.replace(/support: .*/, ''));
    expect(theirs?.text).not.toContain('theirs');
  });

  it.each([
    '/dashboard/products/unknown',
    '/dashboard/invoices/unknown',
    '/dashboard/invoices/00000000-0000-4000-8000-000000000000',
    '/dashboard/resources/%00',
    `/dashboard/resources/${'a'.repeat(5_000)}`,
    '/dashboard/nowhere',
  ])('says that there is nothing at %s', async (path) => {
    const { browser } = ada;
    const { status, text } = await browser.get(shop.server.url + path, { accept: 'text/html' });
    expect(status).toBe(404);
    expect(text).toContain('<h1>There is nothing here</h1>');
  });

  it('shows what the period costs, and every resource with product, plan and status', async () => {
    const { words } = await ada.see('/dashboard');
    expect(words).toMatch(/This period so far \$\d+\.\d\d/);
    expect(words).toMatch(/orders Shop Pro Ready/);
  });

  it('says of a check or a flag what it belongs to, and of nothing else', async () => {
    const id = team.installation().id;
    const connect = `INSERT INTO resource_connections (installation_id, resource_id, project_id, project_name, targets, state, state_since)
      VALUES ($1, $2, 'prj_1', 'site', '{production}', 'connected', now())`;
    await shop.sql(connect, [id, own]);
    const settings = { experimentation: { edgeConfigId: 'ecfg_1', edgeConfigSyncingEnabled: true } };
    await shop.sql('UPDATE resources SET protocol_settings = $2 WHERE id = $1', [own, settings]);
    const at = `/dashboard/resources/${own}`;
    const check = await ada.see(`${at}/checks/chk_1?project_id=prj_1`);
    expect(check.words).toContain('Id chk_1 Resource orders Shop, Pro Project site Go back');
    expect(check.text).toContain(`href="${at}/connections/prj_1"`);
    expect((await ada.see(`${at}/experiments/flag`)).words).toContain('Shop, Pro Synced to ecfg_1 Go back');
    for (const query of [
      'project_id=prj_2',
      'project_id=a&project_id=b',
      'project_id=%00',
      `project_id=${'a'.repeat(300)}`,
    ])
      expect((await ada.see(`${at}/checks/chk_1?${query}`)).words).toContain('Shop, Pro Go back');
    for (const reference of ['%00', 'a'.repeat(300)])
      expect((await ada.see(`${at}/checks/${reference}`)).status).toBe(404);
  });

  it('leads who needs help to our page at Vercel where no support is named, and not in a circle', async () => {
    const { text } = await ada.see('/dashboard/support');
    const [, main = ''] = text.split('<main');
    expect(main).toContain(`href="${shop.server.vercel.url}/integrations/acme"`);
    expect(main).not.toContain(`href="${shop.server.vercel.url}"`);
  });

  it('shows a removed resource no more', async () => {
    const { id } = await team.provision({ product: 'shop', plan: 'free', name: 'short-lived' });
    expect((await ada.see('/dashboard')).words).toContain('short-lived');
    await team.remove(id);
    expect((await ada.see('/dashboard')).words).not.toContain('short-lived');
    expect((await ada.see(`/dashboard/resources/${id}`)).status).toBe(404);
  });

  it('names who is signed in, and the pull request that a link came from', async () => {
    const request = 'https://github.com/acme/shop/pull/7';
    const { text, words } = await ada.see(`/dashboard/resources/${own}?pr=${request}`);
    expect(text).toContain('Sign out');
    expect(text).toContain(`href="${request}"`);
    expect(words).toContain('You come from the pull request github.com/acme/shop/pull/7 .');
    for (const pr of [
      'javascript:alert(1)',
      'https://evil.example/pull/7',
      'https://github.com@evil.example/',
      '//x',
    ]) {
      const unsafe = await ada.see(`/dashboard/resources/${own}?pr=${encodeURIComponent(pr)}`);
      expect(unsafe.status).toBe(200);
      expect(unsafe.text).not.toMatch(/href="[^"]*(?:evil|javascript)/);
    }
  });

  it('weighs less than 100 kB with everything that it is made of', async () => {
    const { text } = await ada.see('/dashboard');
    const files = new Set([...text.matchAll(/(?:href|src)="([^"]*\/assets\/[^"]+)"/g)].map(([, path]) => path ?? ''));
    expect(files.size).toBe(3);
    let bytes = Buffer.byteLength(text);
    for (const file of files) {
      const answer = await fetch(shop.server.url + file, { headers: { 'accept-encoding': 'identity' } });
      bytes += (await answer.arrayBuffer()).byteLength;
    }
    expect(bytes).toBeLessThan(100_000);
  });
});
