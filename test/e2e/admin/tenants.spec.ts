import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Sold, type Tenant } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { type Heard, operatorAt } from './operator.js';

const KEYS = 'chief:the-key-of-the-chief,mover[money]:a-key-that-may-only-move-money';

describe('what operators see of one customer', () => {
  let shop: Shop;
  let ask: (call: string, body?: unknown) => Promise<Heard>;
  let tenant: Tenant;
  let other: Tenant;
  let sold: Sold;

  beforeAll(async () => {
    shop = await Shop.open({ env: { ADMIN_API_KEYS: KEYS } });
    ask = operatorAt(shop.server.url, 'the-key-of-the-chief');
    [tenant, other] = [await shop.tenant(), await shop.tenant()];
    sold = await tenant.buy();
    await other.buy({ product: 'stall', plan: 'stall-free' });
    await ask(`POST /installations/${tenant.id}/suspend`, { reason: 'They have to call us' });
    await until(async () => (await ask(`GET /resources/${sold.id}`)).body['state'] === 'suspended');
  });
  afterAll(() => shop.close());

  const idsIn = ({ body }: Heard, list: string): string[] => (body[list] as { id: string }[]).map(({ id }) => id);

  it('is the installation: why it is out of use, what is said beside it, and how many resources it has', async () => {
    const { status, body } = await ask(`GET /installations/${tenant.id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: tenant.id,
      kind: 'marketplace',
      state: 'active',
      scopes: ['read-write:integration-resource'],
      suspensions: [{ cause: 'operator', message: 'They have to call us' }],
      notifications: [{ level: 'error', message: 'They have to call us' }],
      resources: [{ state: 'suspended', resources: 1 }],
      nextComparisonAt: expect.any(String),
    });
  });

  it('is a resource: why it is out of use, and which secrets stand', async () => {
    const { status, body } = await ask(`GET /resources/${sold.id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: sold.id,
      installationId: tenant.id,
      billingPlanId: 'free',
      ownership: 'owned',
      state: 'suspended',
      suspensions: [{ cause: 'operator' }],
      resourceSuspensions: [],
      refused: [],
      secrets: { version: 1, isBeingReplaced: false, retiring: [] },
      connections: 0,
    });
  });

  it('is never a secret or a token', async () => {
    const shown = JSON.stringify([
      await ask(`GET /installations/${tenant.id}`),
      await ask(`GET /resources/${sold.id}`),
      await ask('GET /installations'),
    ]);
    expect(sold.secrets.length).toBeGreaterThan(0);
    for (const { value } of sold.secrets) expect(shown).not.toContain(value);
    expect(shown).not.toContain(`token-${tenant.id}`);
  });

  it('is found by what it is, and only that', async () => {
    const installations = async (query: string): Promise<string[]> =>
      idsIn(await ask(`GET /installations?${query}`), 'installations');
    expect(await installations('state=active&kind=marketplace')).toEqual([tenant.id, other.id].toSorted());
    expect(await installations('state=uninstalled')).toEqual([]);
    expect(await installations('kind=connected')).toEqual([]);
    const resources = async (query: string): Promise<string[]> =>
      idsIn(await ask(`GET /resources?${query}`), 'resources');
    expect(await resources(`installationId=${tenant.id}`)).toEqual([sold.id]);
    expect(await resources('state=suspended')).toEqual([sold.id]);
    expect(await resources('productId=stall')).toHaveLength(1);
    expect(await resources(`productId=stall&installationId=${tenant.id}&state=ready`)).toEqual([]);
    expect((await ask(`GET /findings?kind=unknown-here&installationId=${tenant.id}`)).body).toEqual({ findings: [] });
  });

  it.each(['installations/nobody', 'resources/nothing', 'installations/%00', 'resources/%00'])(
    'is nothing where there is none: %s',
    async (path) => {
      expect((await ask(`GET /${path}`)).status).toBe(404);
    },
  );

  it.each(['installations?state=ready', 'installations?kind=x', 'resources?state=active', 'findings?kind=none'])(
    'is not looked for by what cannot be: %s',
    async (path) => {
      const { status, body } = await ask(`GET /${path}`);
      expect(status).toBe(400);
      expect(body).toMatchObject({ error: { fields: [{ key: path.replace(/.*\?|=.*/g, '') }] } });
    },
  );

  it('is not shown to somebody who may not read', async () => {
    const mover = operatorAt(shop.server.url, 'a-key-that-may-only-move-money');
    expect((await mover(`GET /installations/${tenant.id}`)).status).toBe(403);
    expect((await mover(`GET /resources/${sold.id}`)).status).toBe(403);
  });
});
