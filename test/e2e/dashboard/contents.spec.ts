import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { Notifications } from '../../../src/modules/notifications/index.js';
import { UnitOfWork } from '../../../src/platform/database/index.js';
import { Shop } from '../../support/shop/index.js';
import { Visitor } from './support/visitor.js';

const EVIL = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`;
const PAGES = ['', '/usage', '/connections', '/secrets', '/console', '/billing', '/notifications', '/onboarding'];

describe('what customers have written', () => {
  let shop: Shop;
  let team: Team;
  let ada: Visitor;
  let id: string;

  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off', env: { SUPPORT_URL: 'mailto:help+vercel@acme.example' } });
    team = shop.server.vercel.team(EVIL);
    await team.install();
    ({ id } = await team.provision({ product: 'shop', plan: 'free', name: EVIL }));
    const installationId = team.installation().id;
    await shop.sql('UPDATE resources SET metadata = $2 WHERE id = $1', [id, { [EVIL]: EVIL, list: [EVIL], on: true }]);
    await shop.sql(
      `INSERT INTO resource_connections (installation_id, resource_id, project_id, project_name, targets, state, state_since)
       VALUES ($1, $2, $3, $4, $5, 'connected', now())`,
      [installationId, id, `prj_${EVIL}`, EVIL, [EVIL]],
    );
    const { app } = shop.server;
    await app.get(UnitOfWork).run(async () => {
      const notifications = app.get(Notifications, { strict: false });
      const said = { level: 'warn', title: EVIL, message: EVIL, href: 'sso:/dashboard/support' } as const;
      await notifications.set({ installationId }, said, 'test');
      await notifications.set({ installationId, resourceId: id }, said, 'test');
    });
    ada = await Visitor.of(shop, team);
  });
  afterAll(() => shop.close());

  it('is text on every page', async () => {
    const ofResource = PAGES.map((page) => `/dashboard/resources/${id}${page}`);
    const connection = `/dashboard/resources/${id}/connections/${encodeURIComponent(`prj_${EVIL}`)}`;
    const others = ['', '/usage', '/billing', '/secrets', '/settings', `/support?resource_id=${id}`, '/products/shop'];
    for (const path of [...ofResource, connection, ...others.map((other) => `/dashboard${other}`)]) {
      const { status, text } = await ada.see(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).not.toMatch(/<script|<img src=x/);
      expect(text).not.toMatch(/="[^"]*<script/);
    }
  });

  it('comes to our support by the link of Vercel, with what we have to know', async () => {
    const seen = await ada.browser.open(team.openProvider({ support: 'true', resource_id: id }));
    expect(seen.url).toBe(`${shop.server.url}/dashboard/support?resource_id=${id}`);
    expect(seen.text).toContain('<a href="mailto:help+vercel@acme.example"');
    for (const fact of [id, team.installation().id]) expect(seen.text).toContain(`<code>${fact}</code>`);
    expect((await ada.see('/dashboard/resources/unknown')).text).toContain('<a href="mailto:help+vercel@acme.example"');
  });

  it('is shown in full', async () => {
    expect((await ada.see(`/dashboard/resources/${id}`)).words).toContain(EVIL);
    expect((await ada.see(`/dashboard/resources/${id}/notifications`)).words).toContain(`Warning ${EVIL}`);
    expect((await ada.see(`/dashboard/resources/${id}/connections`)).words).toContain(EVIL);
  });

  it('of a notification leads straight to its page, without signing in again', async () => {
    const { text } = await ada.see(`/dashboard/resources/${id}/notifications`);
    expect(text).toContain(`href="${shop.server.url}/dashboard/support"`);
    expect(text).not.toContain('sso:');
  });

  it('may be long, and written from right to left', async () => {
    const name = `قاعدة ${'x'.repeat(250)}`;
    const { id: long } = await team.provision({ product: 'shop', plan: 'free', name });
    const { status, text } = await ada.see(`/dashboard/resources/${long}`);
    expect([status, text.includes(`<bdi>${name}</bdi>`)]).toEqual([200, true]);
  });
});

describe('a resource in a state of its own', () => {
  let shop: Shop;
  let team: Team;
  let ada: Visitor;

  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    team = shop.server.vercel.team('Acme');
    await team.install();
    ada = await Visitor.of(shop, team);
  });
  afterAll(() => shop.close());

  it('comes after a page that says how to begin', async () => {
    const seen = await Promise.all(
      ['', '/usage', '/billing', '/invoices', '/secrets'].map((page) => ada.see(`/dashboard${page}`)),
    );
    const words = seen.map((page) => page.words).join('\n');
    expect(words).toContain('There are no resources yet. Create the first one from your Vercel dashboard');
    expect(words).toContain('This period so far $0.00');
    expect(words).toContain('Nothing was charged in this period.');
    expect(words).toContain('There are no invoices yet.');
  });

  it.each([
    ['pending', "state = 'pending'", 'Being set up It is being set up', 'The resource takes no commands'],
    ['suspended', "state = 'suspended', resumes_as = 'ready', held = true", 'It is out of use', 'takes no commands'],
    ['error', "state = 'error'", 'Something is wrong with it', 'Run read-only'],
  ])('says so when it is %s', async (state, change, words, console) => {
    const { id } = await team.provision({ product: 'shop', plan: 'free', name: `one ${state}` });
    await shop.sql(`UPDATE resources SET ${change} WHERE id = $1`, [id]);
    const path = `/dashboard/resources/${id}`;
    expect((await ada.see(path)).words.replaceAll(/Overview Usage .*? Notifications /g, '')).toContain(words);
    expect((await ada.see(`${path}/console`)).words).toContain(console);
  });

  it('is on the page of its number when there are many', async () => {
    for (let number = 0; number < 60; number += 1)
      await team.provision({ product: 'stall', plan: 'stall-free', name: `many ${number}.` });
    const [first, second, beyond] = await Promise.all(
      ['?page=1', '?page=2', '?page=99'].map((query) => ada.see(`/dashboard/products/stall${query}`)),
    );
    expect(first?.words).toMatch(/many 0\..*many 49\. .*Page 1 of 2 Next/);
    expect(first?.words).not.toContain('many 50.');
    expect(second?.words).toMatch(/many 50\..*many 59\. .*Previous Page 2 of 2/);
    expect(beyond?.words).toBe(second?.words);
  });

  it('is shown to nobody any more once the team has left', async () => {
    const leaving = shop.server.vercel.team('Leaving');
    await leaving.install();
    const visitor = await Visitor.of(shop, leaving);
    await leaving.uninstall();
    const { status, location } = await visitor.see('/dashboard');
    expect([status, new URL(location ?? '').pathname]).toEqual([303, '/sso/start']);
  });
});
