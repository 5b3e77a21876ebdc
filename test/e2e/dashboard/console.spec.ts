import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { ProductServer, Shop } from '../../support/shop/index.js';
import { Visitor } from './support/visitor.js';

describe('the console of a database', () => {
  let product: ProductServer;
  let shop: Shop;
  let team: Team;
  let ada: Visitor;
  let bob: Visitor;
  let path: string;

  beforeAll(async () => {
    product = await ProductServer.open();
    shop = await Shop.open({ product, workers: 'off' });
    team = shop.server.vercel.team('Acme');
    await team.install();
    const { id } = await team.provision({ product: 'postgres', plan: 'free', name: 'orders', metadata: {} });
    path = `/dashboard/resources/${id}/console`;
    [ada, bob] = [await Visitor.of(shop, team), await Visitor.of(shop, team, 'USER')];
  });
  afterAll(async () => {
    await shop.close();
    await product.close();
  });

  const write = (input: string) => ada.submit(`${path}/write`, { input }, path);

  it('shows rows as text, whatever they hold, and what was typed', async () => {
    const input = `SELECT '<script>alert(1)</script>' AS "<b>", '"&' AS quoted`;
    for (const visitor of [ada, bob]) {
      const { status, text, words } = await visitor.submit(path, { input });
      expect([status, words.includes('Result Done Read-only')]).toEqual([200, true]);
      expect(text).not.toMatch(/<script|<b>/);
      expect(words).toContain('<b> quoted <script>alert(1)</script> "&');
      expect(text).toContain('SELECT &#39;&lt;script&gt;');
    }
  });

  it('changes nothing in a read-only command, and shows why in red', async () => {
    const { status, text, words } = await ada.submit(path, { input: 'CREATE TABLE sly (id integer)' });
    expect(status).toBe(200);
    expect(words).toMatch(/Result Failed Read-only .*read-only transaction/);
    expect(text).toMatch(/class="bad"[^>]*>[^<]*read-only/);
    expect((await ada.submit(path, { input: `SELECT to_regclass('sly') IS NULL AS gone` })).words).toMatch(
      /gone (t|true)/,
    );
  });

  it('lets administrators write', async () => {
    expect((await write('CREATE TABLE orders AS SELECT 41 + 1 AS answer')).words).toMatch(/Result Done (?!Read-only)/);
    expect((await bob.submit(path, { input: 'SELECT answer FROM orders' })).words).toContain('answer 42');
  });

  it('reads several lines as a browser sends them', async () => {
    const { words, text } = await ada.submit(path, { input: `SELECT\r\n  length('a\r\nb') AS length` });
    expect(words).toContain('length 3');
    expect(text).toContain(`SELECT\n  length(&#39;a\nb&#39;)`);
  });

  it('wants a command', async () => {
    const { status, words } = await ada.submit(path, { input: '' });
    expect([status, words.includes('input: must not be empty')]).toEqual([400, true]);
  });

  it('asks Vercel again before a command that can write, once the last proof is old', async () => {
    const [member] = team.members.all();
    const old = `UPDATE sessions SET proven_at = proven_at - interval '6 minutes' WHERE member_id = $1`;
    await shop.sql(old, [member?.id]);
    if (member !== undefined) member.role = 'USER';
    const refused = await write('DROP TABLE IF EXISTS orders');
    expect([refused.status, refused.words.includes('your session has ended')]).toEqual([401, true]);
    expect((await bob.submit(path, { input: 'SELECT answer FROM orders' })).words).toContain('answer 42');
    if (member !== undefined) member.role = 'ADMIN';
  });
});

describe('a product without a console', () => {
  it('has no such page, and no way to it', async () => {
    const shop = await Shop.open({ workers: 'off' });
    const team = shop.server.vercel.team('Acme');
    await team.install();
    const { id } = await team.provision({ product: 'stall', plan: 'stall-free', name: 'main' });
    const ada = await Visitor.of(shop, team);
    const { text } = await ada.see(`/dashboard/resources/${id}`);
    expect(text).not.toContain('/console');
    expect((await ada.see(`/dashboard/resources/${id}/console`)).status).toBe(404);
    expect((await ada.submit(`/dashboard/resources/${id}/console`, { input: 'x' }, '/dashboard')).status).toBe(404);
    await shop.close();
  });
});
