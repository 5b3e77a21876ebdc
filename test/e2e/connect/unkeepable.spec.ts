import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { Account } from './support/account.js';

/** Texts that no database takes. */
const UNKEEPABLE = ['a\u0000b', 'a\ud800b'];

describe('what Vercel says and nothing can keep', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop.close());

  const answerOnce = (path: RegExp, body: unknown): unknown =>
    shop.server.vercel.faults.add({ on: 'vercel-api', kind: 'status', status: 200, path, body, times: 1 });

  it.each(UNKEEPABLE)('is no name of a team (%j)', async (name) => {
    const account = new Account(shop);
    answerOnce(/\/v2\/teams\//, { id: 'team_1', slug: 'acme', name });
    expect((await account.arrive()).status).toBe(200);
    expect(account.popup.text).toMatch(/Connect this account\?/);
  });

  it.each(UNKEEPABLE)('is no name of a project (%j)', async (name) => {
    const account = new Account(shop);
    const project = account.project('site');
    await account.come();
    answerOnce(/\/v9\/projects\//, { id: project, name });
    expect((await account.link(project)).status).toBe(409);
    expect(await account.links()).toEqual([]);
  });

  it.each(['installation_id', 'user_id', 'team_id'])(
    'is no %s of a grant, and the page says how to go on',
    async (id) => {
      const account = new Account(shop);
      const grant = {
        access_token: 'token',
        token_type: 'Bearer',
        installation_id: 'icfg_1',
        user_id: 'u',
        team_id: 't',
      };
      answerOnce(/\/oauth\/access_token$/, { ...grant, [id]: 'a\u0000' });
      const { status } = await account.arrive();
      expect(status).toBeLessThan(500);
      expect(await shop.sql(`SELECT 1 FROM installations WHERE id = 'icfg_1'`)).toEqual([]);
    },
  );
});
