import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buying, type Sold, Shop } from '../../support/shop/index.js';

const idOf = ({ text }: { readonly text: string }): string => (JSON.parse(text) as Sold).id;

describe('an idempotency key', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
  });
  afterAll(() => shop.close());

  it('with another body is refused, while the first answer stays', async () => {
    const tenant = await shop.tenant();
    const first = await tenant.expect(200, { ...buying(), key: 'k' });
    const other = await tenant.expect(409, { ...buying({ name: 'other' }), key: 'k' });
    expect(other).toMatchObject({ replayed: false, retryAfter: null });
    expect((await tenant.call({ ...buying(), key: 'k' })).text).toBe(first.text);
    expect((await shop.effects(tenant)).driver).toEqual(['provision']);
  });

  it('compares bodies byte by byte, also when they mean the same', async () => {
    const tenant = await shop.tenant();
    const { body, ...rest } = buying();
    await tenant.expect(200, { ...rest, body, key: 'k' });
    const reversed = Object.fromEntries(Object.entries(body as object).toReversed());
    await tenant.expect(409, { ...rest, body: reversed, key: 'k' });
  });

  it('belongs to one tenant, one method and one path', async () => {
    const [one, two] = await Promise.all([shop.tenant(), shop.tenant()]);
    const key = randomUUID();
    const first = idOf(await one.expect(200, { ...buying(), key }));
    const second = idOf(await two.expect(200, { ...buying(), key }));
    expect(first).not.toBe(second);
    const renaming = { method: 'PATCH', body: { name: 'renamed' }, key } as const;
    expect(await one.expect(200, { ...renaming, path: `/resources/${first}` })).toMatchObject({ replayed: false });
    expect(await one.expect(204, { method: 'DELETE', path: `/resources/${first}`, key })).toMatchObject({
      replayed: false,
    });
  });

  it('may have 255 characters, and no more', async () => {
    const tenant = await shop.tenant();
    const [longest, tooLong] = ['k'.repeat(255), 'k'.repeat(256)];
    await tenant.expect(200, { ...buying(), key: longest });
    expect(await tenant.expect(200, { ...buying(), key: longest })).toMatchObject({ replayed: true });
    const refused = await tenant.expect(400, { ...buying(), key: tooLong });
    expect(refused.text).toContain('Idempotency-Key');
    expect((await shop.effects(tenant)).driver).toEqual(['provision']);
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['one of nothing but spaces', '   '],
  ])('when there is %s makes each request a request of its own', async (_which, key) => {
    const tenant = await shop.tenant();
    const call = { ...buying(), ...(key === undefined ? {} : { key }) };
    const [first, second] = [await tenant.expect(200, call), await tenant.expect(200, call)];
    expect(idOf(first)).not.toBe(idOf(second));
    expect([first.replayed, second.replayed]).toEqual([false, false]);
  });

  it.each([0x00, 0x01, 0x0a, 0x1b, 0x7f])('with the control character %i has no effect', async (code) => {
    const tenant = await shop.tenant();
    const { port } = new URL(shop.server.url);
    const token = shop.server.vercel.tokens.user({ installationId: tenant.id });
    const body = JSON.stringify(buying().body);
    const answer = await exchange(Number(port), [
      `POST /v1/installations/${tenant.id}/resources HTTP/1.1`,
      'Host: localhost',
      'Connection: close',
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `Idempotency-Key: a${String.fromCharCode(code)}b`,
      '',
      body,
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect((await shop.effects(tenant)).driver).toEqual([]);
  });
});

/** Sends bytes as they are, and gives what came back until the end. */
async function exchange(port: number, lines: readonly string[]): Promise<string> {
  const socket = net.connect(port, '127.0.0.1');
  socket.end(lines.join('\r\n'), 'latin1');
  const chunks = await socket.toArray();
  return Buffer.concat(chunks as Buffer[]).toString('latin1');
}
