import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { Shop } from '../../support/shop/index.js';
import { Visitor } from './support/visitor.js';

/** Every form that changes or reveals something, and what sends it. */
const FORMS = [
  ['secrets', 'secrets', {}],
  ['secrets/rotate', 'secrets', { hours: '0' }],
  ['onboarding', 'onboarding', {}],
  ['console/write', 'console', { input: 'hello' }],
] as const;

describe('forms of the dashboard', () => {
  let shop: Shop;
  let team: Team;
  let ada: Visitor;
  let bob: Visitor;
  let id: string;
  let path: string;

  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    team = shop.server.vercel.team('Acme');
    await team.install();
    [ada, bob] = [await Visitor.of(shop, team), await Visitor.of(shop, team, 'USER')];
  });
  beforeEach(async () => {
    shop.driver.next('provision', 'onboarding');
    ({ id } = await team.provision({ product: 'shop', plan: 'free', name: 'orders' }));
    path = `/dashboard/resources/${id}`;
  });
  afterAll(() => shop.close());

  /** What was done for the resource, after its purchase. */
  const done = async (): Promise<readonly string[]> => {
    const entries = await shop.sql<{ action: string }>(
      `SELECT action FROM audit_entries WHERE subject = $1 AND action <> 'resource.provisioned' ORDER BY at, action`,
      [id],
    );
    return entries.map(({ action }) => action).filter((action) => !action.startsWith('resource.provision'));
  };

  it.each(FORMS)('%s does nothing for a member who may only read', async (form, from, fields) => {
    const before = await done();
    const { status, words } = await bob.submit(`${path}/${form}`, fields, `${path}/${from}`);
    expect(status).toBe(403);
    expect(words).toContain('Only administrators of your team can do this.');
    expect(await done()).toEqual(before);
  });

  it.each(FORMS)(
    '%s does nothing without the token of the session, or with another one',
    async (form, from, fields) => {
      const before = await done();
      const foreign = (await bob.see(`${path}/${from}`)).text;
      const token = /name="_csrf" value="([^"]+)"/.exec(foreign)?.[1] ?? '';
      expect(token).not.toBe('');
      for (const forged of [{ ...fields }, { ...fields, _csrf: '' }, { ...fields, _csrf: token }]) {
        const { status, text } = await ada.forge(`${path}/${form}`, forged);
        expect([status, text.includes('<h1>You may not do this</h1>')]).toEqual([403, true]);
      }
      expect(await done()).toEqual(before);
    },
  );

  it.each(FORMS)('%s is not there for resources of others', async (form, from, fields) => {
    const other = shop.server.vercel.team('Other');
    await other.install();
    const visitor = await Visitor.of(shop, other);
    const before = await done();
    const { status } = await visitor.submit(`${path}/${form}`, fields, '/dashboard');
    expect(status).toBe(404);
    expect(await done()).toEqual(before);
    expect(from).not.toBe('');
  });

  it.each([
    ['secrets', ['Show secrets'], []],
    ['console', ['Run read-only', 'Run with write access'], ['Run read-only']],
    ['onboarding', ['Finish setup'], []],
  ])('leave the buttons of %s out that a member may not press', async (page, admins, users) => {
    if (page === 'console') await ada.submit(`${path}/onboarding`);
    const buttons = async (visitor: Visitor): Promise<readonly (string | undefined)[]> => {
      const { text } = await visitor.see(`${path}/${page}`);
      return [...text.slice(text.indexOf('<main')).matchAll(/<button[^>]*>([^<]*)/g)].map(([, label]) => label);
    };
    expect(await buttons(ada)).toEqual(admins);
    expect(await buttons(bob)).toEqual(users);
  });

  it('show secrets on demand alone, and put on record that they were shown', async () => {
    const before = await ada.see(`${path}/secrets`);
    expect(before.words).not.toContain('Secrets in the clear');
    const shown = await ada.submit(`${path}/secrets`);
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(shown.words).toContain('Secrets in the clear');
    const values = team.installation().resources.get(id)?.secrets ?? [];
    expect(values.length).toBeGreaterThan(0);
    for (const { name, value } of values) expect(shown.words).toContain(`${name} ${value}`);
    const [entry] = await shop.sql<{ actor: string }>(
      `SELECT actor_id AS actor FROM audit_entries WHERE subject = $1 AND action = 'resource.secrets-shown'`,
      [id],
    );
    expect(entry?.actor).toBe(team.members.all()[0]?.id);
    expect((await ada.see(`${path}/secrets`)).words).not.toContain('Secrets in the clear');
  });

  it('finish the setup of a resource, and say so once', async () => {
    expect((await ada.see('/dashboard/onboarding')).words).toContain('orders Shop');
    const answer = await ada.submit(`${path}/onboarding`);
    expect([answer.status, answer.location]).toEqual([303, shop.server.url + path]);
    const after = await ada.see(path);
    expect(after.words).toContain('The setup is finished. The resource can be used now.');
    expect(after.words).toContain('orders Ready');
    expect((await ada.see(path)).words).not.toContain('The setup is finished');
    expect(await done()).toContain('resource.onboarded');
  });

  it('replace secrets, with the delay that was chosen', async () => {
    await ada.submit(`${path}/onboarding`);
    expect((await ada.see(`${path}/secrets`)).words).toContain('Work for 1 more day Work for 2 more days');
    const answer = await ada.submit(`${path}/secrets/rotate`, { hours: '24' }, `${path}/secrets`);
    expect([answer.status, answer.location]).toEqual([303, `${shop.server.url}${path}/secrets`]);
    const rows = await shop.sql<{ version: number; grace: number }>(
      'SELECT version, grace_seconds AS grace FROM resource_credentials WHERE resource_id = $1 ORDER BY version',
      [id],
    );
    expect(rows.at(-1)).toEqual({ version: 2, grace: 86_400 });
    expect((await ada.see(`${path}/secrets`)).words).toContain('New secrets are being made, or Vercel is being told');
  });

  it.each(['49', '-1', '1e3', '', 'x'])('refuse the delay "%s", and say what is wrong', async (hours) => {
    await ada.submit(`${path}/onboarding`);
    const { status, words } = await ada.submit(`${path}/secrets/rotate`, { hours }, `${path}/secrets`);
    expect(status).toBe(400);
    expect(words).toContain('hours: ');
    expect(await done()).not.toContain('resource.rotation-requested');
  });

  it('lead back to signing in when the session has ended', async () => {
    const visitor = await Visitor.of(shop, team);
    await visitor.submit('/sso/sign-out');
    const { status, text } = await visitor.forge(`${path}/secrets`, {});
    expect([status, text.includes('<h1>You are not signed in</h1>'), text.includes('href="/sso/start"')]).toEqual([
      401,
      true,
      true,
    ]);
  });

  it('refuse a body that is not that of a form, or too large', async () => {
    const { browser } = ada;
    const large = await browser.submit(`${shop.server.url}${path}/console`, { input: 'x'.repeat(70_000) });
    expect([large.status, large.text.includes('<h1>That is too long</h1>')]).toEqual([413, true]);
  });
});
