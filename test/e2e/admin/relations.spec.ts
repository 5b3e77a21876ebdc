import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Sold, type Tenant } from '../../support/shop/index.js';
import { Transfers } from '../transfers/transfers.js';
import { type Heard, nextOf, operatorAt } from './operator.js';

const KEYS = 'chief:the-key-of-the-chief,mover[money]:a-key-that-may-only-move-money';

const MEMBERS = `INSERT INTO members (installation_id, id, role, role_since)
  VALUES ($1, 'user_a', 'ADMIN', now()), ($1, 'user_b', 'NONE', now())`;
const CONNECTIONS = `INSERT INTO resource_connections (installation_id, resource_id, project_id, project_name, targets, state, state_since)
  VALUES ($1, $2, 'prj_a', 'storefront', '{production}', 'connected', now()), ($1, $2, 'prj_b', NULL, '{}', 'disconnected', now())`;
const LINKS = `INSERT INTO project_links (installation_id, resource_id, project_id, project_name, targets, wish, variables, problem, attempts,
    created_at, updated_at)
  VALUES ($1, $2, 'prj_c', 'blog', '{preview}', 'written', '[{"key": "SHOP_URL"}]', 'Not all variables could be set.', 0, now(), now())`;

describe('what belongs to customers', () => {
  let shop: Shop;
  let ask: (call: string, body?: unknown) => Promise<Heard>;
  let tenants: Tenant[];
  let sold: Sold;

  beforeAll(async () => {
    shop = await Shop.open({ env: { ADMIN_API_KEYS: KEYS } });
    ask = operatorAt(shop.server.url, 'the-key-of-the-chief');
    tenants = [await shop.tenant(), await shop.tenant()];
    for (const tenant of tenants) {
      sold = await tenant.buy();
      await shop.sql(MEMBERS, [tenant.id]);
      await shop.sql(CONNECTIONS, [tenant.id, sold.id]);
      await shop.sql(LINKS, [tenant.id, sold.id]);
    }
  });
  afterAll(() => shop.close());

  /** All pages of a list, by ones. */
  async function pagesOf(list: string): Promise<Record<string, unknown>[]> {
    const shown: Record<string, unknown>[] = [];
    for (let query = 'limit=1'; query !== '';) {
      const { status, body } = await ask(`GET /${list}?${query}`);
      expect(status).toBe(200);
      shown.push(...(body[list] as Record<string, unknown>[]));
      query = nextOf(body, 'limit=1');
    }
    return shown;
  }

  it.each([
    ['members', 4],
    ['connections', 4],
    ['links', 2],
  ])('is shown page by page, each once: %s', async (list, count) => {
    const shown = await pagesOf(list);
    expect(shown).toHaveLength(count);
    expect(new Set(shown.map((entry) => JSON.stringify(entry))).size).toBe(count);
    const second = tenants[1]?.id;
    const ofOne = (await ask(`GET /${list}?installationId=${second}`)).body[list];
    expect(ofOne).toEqual(shown.filter(({ installationId }) => installationId === second));
  });

  it('are members, with their roles, those that were removed included', async () => {
    const { body } = await ask(`GET /members?installationId=${tenants[0]?.id}`);
    expect(body).toEqual({
      members: [
        { installationId: tenants[0]?.id, id: 'user_a', role: 'ADMIN', roleSince: expect.any(String) },
        { installationId: tenants[0]?.id, id: 'user_b', role: 'NONE', roleSince: expect.any(String) },
      ],
    });
  });

  it('are on record with the role before and after a change', async () => {
    const team = shop.server.vercel.team('Changing');
    const { id } = await team.install();
    await team.webhooks.changeMember('user_c', 'USER');
    await shop.settled();
    shop.server.vercel.clock.advance('PT1S');
    await team.webhooks.changeMember('user_c', 'ADMIN');
    await shop.settled();
    const { body } = await ask(`GET /audit?installationId=${id}&action=member.role-changed`);
    expect((body['entries'] as { details: unknown }[]).map(({ details }) => details)).toEqual([
      { before: 'USER', after: 'ADMIN' },
      { before: null, after: 'USER' },
    ]);
  });

  it('are connections, found by resource and by project', async () => {
    const { body } = await ask(`GET /connections?resourceId=${sold.id}&projectId=prj_a`);
    expect(body['connections']).toEqual([
      {
        installationId: tenants[1]?.id,
        resourceId: sold.id,
        projectId: 'prj_a',
        projectName: 'storefront',
        targets: ['production'],
        state: 'connected',
        since: expect.any(String),
      },
    ]);
  });

  it('are links of connected accounts, with what keeps them from being written', async () => {
    const { body } = await ask(`GET /links?installationId=${tenants[1]?.id}`);
    expect(body['links']).toMatchObject([
      { projectName: 'blog', variables: 1, wish: 'written', problem: 'Not all variables could be set.' },
    ]);
  });

  it('are transfers, by either side, but not the id with which the resources could be taken', async () => {
    const [source, target] = tenants as [Tenant, Tenant];
    const transfers = new Transfers(shop);
    const claim = await transfers.request(target, [sold]);
    const open = await ask(`GET /transfers?installationId=${target.id}&state=open`);
    expect(open.body['transfers']).toMatchObject([
      { state: 'open', resourceIds: [sold.id], installationId: target.id },
    ]);
    await transfers.verify(source, claim);
    await transfers.accept(source, claim);
    const taken = await ask(`GET /transfers?installationId=${source.id}`);
    expect(taken.body['transfers']).toMatchObject([
      { state: 'accepted', targetInstallationId: source.id, resourceIds: [], acceptedAt: expect.any(String) },
    ]);
    expect((await ask('GET /transfers?state=expired')).body).toEqual({ transfers: [] });
    const log = await ask('GET /audit?action=transfer.');
    expect(log.body['entries']).toHaveLength(2);
    expect(JSON.stringify([open, taken, log])).not.toContain(claim);
    expect(await pagesOf('transfers')).toHaveLength(1);
  });

  const forged = Buffer.from('["a","b"]').toString('base64url');
  it.each(['members?cursor=x', 'links?cursor=' + forged, 'connections?cursor=' + forged, 'transfers?cursor=' + forged])(
    'is not shown behind a place that is none: %s',
    async (path) => {
      const { status, body } = await ask(`GET /${path}`);
      expect(status).toBe(400);
      expect(body).toMatchObject({ error: { fields: [{ key: 'cursor' }] } });
    },
  );

  it.each(['members', 'connections', 'links', 'transfers', 'audit'])(
    'is not shown to somebody who may not read: %s',
    async (list) => {
      const mover = operatorAt(shop.server.url, 'a-key-that-may-only-move-money');
      expect((await mover(`GET /${list}`)).status).toBe(403);
    },
  );
});
