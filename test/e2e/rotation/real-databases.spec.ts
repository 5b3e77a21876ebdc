import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inSession, rowsOf, serverUrl } from '../../../src/modules/resources/testing/postgres-server.js';
import { ProductServer, Shop, type Sold } from '../../support/shop/index.js';
import { Rotations } from './rotations.js';

const HOUR = 3_600;
const KEY = 'admin-key-of-the-tests';

const urlOf = (secrets: Sold['secrets']): string => secrets.find(({ name }) => name === 'POSTGRES_URL')?.value ?? '';

describe('the rotation of the secrets of a real database', () => {
  let product: ProductServer;
  let shop: Shop;
  let rotations: Rotations;
  beforeAll(async () => {
    product = await ProductServer.open();
    shop = await Shop.open({ product, env: { ADMIN_API_KEYS: `tests:${KEY}` } });
    rotations = new Rotations(shop);
  });
  afterAll(async () => {
    await shop.close();
    await product.close();
  });

  it('lets both in during the delay, then the new ones alone, and ends the sessions of the old ones', async () => {
    const tenant = await shop.tenant();
    const { id, secrets } = await tenant.buy({ product: 'postgres', plan: 'pro' });
    const renewed = Rotations.secretsOf(await tenant.expect(200, Rotations.of(id, 0.25)));
    await rowsOf(urlOf(secrets), 'CREATE TABLE orders (id int); INSERT INTO orders VALUES (7)');
    expect(await rowsOf(urlOf(renewed), 'SELECT id FROM orders')).toEqual([{ id: 7 }]);
    await inSession(urlOf(secrets), async (session) => {
      await rotations.pass(0.25 * HOUR);
      expect((await session.query('SELECT id FROM orders')).rows).toEqual([{ id: 7 }]);
      await rotations.pass(60);
      await expect(session.query('SELECT 1')).rejects.toThrow();
    });
    await expect(rowsOf(urlOf(secrets), 'SELECT 1')).rejects.toThrow();
    expect(await rowsOf(urlOf(renewed), 'SELECT id FROM orders')).toEqual([{ id: 7 }]);
    const typed = { method: 'POST', path: `/resources/${id}/repl`, body: { input: 'SELECT id FROM orders' } } as const;
    expect((await tenant.expect(200, typed)).text).toContain('(1 row)');
  });

  it('is part of making it again: what stands keeps its data, what was lost is empty, and what Vercel holds opens it', async () => {
    const team = shop.server.vercel.team('Acme');
    await team.install();
    const { id, secrets } = await team.provision({ product: 'postgres', plan: 'pro', name: 'db' });
    const held = (): string => urlOf(team.installation().resources.get(id)?.secrets ?? []);
    await rowsOf(urlOf(secrets), 'CREATE TABLE orders (id int); INSERT INTO orders VALUES (7)');
    await team.rotate(id, { delayHours: 0 });
    await rotations.pass(60);
    await makeAgain(id);
    expect(await rowsOf(held(), 'SELECT id FROM orders')).toEqual([{ id: 7 }]);
    await rowsOf(serverUrl(), `DROP DATABASE "${id}" WITH (FORCE)`);
    await expect(rowsOf(held(), 'SELECT 1')).rejects.toThrow();
    await makeAgain(id);
    expect(await rowsOf(held(), 'SELECT count(*)::int AS tables FROM pg_tables WHERE tablename = $$orders$$')).toEqual([
      { tables: 0 },
    ]);
    await expect(rowsOf(urlOf(secrets), 'SELECT 1')).rejects.toThrow();
    const pieces = (await product.pieces()).filter(({ name }) => name.startsWith(id));
    expect(pieces.filter(({ kind }) => kind === 'database')).toHaveLength(1);
  });

  async function makeAgain(id: string): Promise<void> {
    const answer = await fetch(`${shop.server.url}/admin/v1/resources/${id}/reprovision`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ reason: 'a disk was lost' }),
    });
    expect(answer.status).toBe(202);
    await shop.settled();
    await rotations.pass(60);
  }

  it('leaves nothing of any version when the resource is deleted', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy({ product: 'postgres', plan: 'pro' });
    for (const hours of [1, 0, 2]) await tenant.expect(200, Rotations.of(id, hours));
    await tenant.expect(204, { method: 'DELETE', path: `/resources/${id}` });
    await shop.settled();
    expect((await product.pieces()).filter(({ name }) => name.startsWith(id))).toEqual([]);
  });

  it('is one for all who ask at once, also while the resource is deleted', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy({ product: 'postgres', plan: 'pro' });
    const both = ['a', 'b'].map((key) => tenant.call(Rotations.of(id, 1, { key })));
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses).toEqual([200, 200]);
    const all = ['c', 'd'].map((key) => tenant.call(Rotations.of(id, 0, { key })));
    await tenant.expect(204, { method: 'DELETE', path: `/resources/${id}` });
    for (const answer of await Promise.all(all)) expect([200, 404, 409]).toContain(answer.status);
    await shop.settled();
    expect((await product.pieces()).filter(({ name }) => name.startsWith(id))).toEqual([]);
  });
});
