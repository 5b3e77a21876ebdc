import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Tenant } from '../../support/shop/index.js';
import { WRITES } from '../idempotency/writes.js';

interface Entry {
  readonly id: string;
  readonly action: string;
  readonly actor: string;
  readonly actor_id: string;
  readonly subject: string;
  readonly request_id: string | null;
}

const ENTRIES = `SELECT id, action, actor_kind AS actor, actor_id, subject, request_id FROM audit_entries
  WHERE installation_id = $1 ORDER BY at`;
const uninstall = { method: 'DELETE', body: { cascadeResourceDeletion: true } } as const;

describe('the audit log', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ billing: 'installation' });
  });
  afterAll(() => shop.close());

  const entries = ({ id }: Tenant): Promise<Entry[]> => shop.sql<Entry & Record<string, unknown>>(ENTRIES, [id]);

  /** What `work` adds to a tenant's entries. */
  async function addedBy(tenant: Tenant, work: () => Promise<unknown>): Promise<readonly Entry[]> {
    const before = new Set((await entries(tenant)).map(({ id }) => id));
    await work();
    return (await entries(tenant)).filter(({ id }) => !before.has(id));
  }

  it.each(WRITES)('names who did what to what, with the id of the request: $route', async (write) => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy({ plan: 'base' });
    const prepared = (await write.prepare?.(shop, tenant)) ?? '';
    const call = write.call(tenant, id, prepared);
    const added = await addedBy(tenant, () => tenant.call(call));
    const actor = call.as === 'system' ? 'vercel-system' : 'vercel-user';
    const byCaller = added.filter((entry) => entry.actor === actor);
    expect(byCaller.map(({ action }) => action)).toEqual(write.actions);
    for (const entry of byCaller) {
      expect(entry.actor_id).toMatch(/^[0-9a-f]{10,}$/);
      expect(entry.subject).toMatch(/^(icfg_|res_|claim_|transfer_|mi_)/);
      expect(entry.request_id).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
    }
  });

  it.each(WRITES)('says nothing of what was refused: $route', async (write) => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy({ plan: 'base' });
    const { body: right, ...call } = write.call(tenant, id, 'claim_none');
    const mayBeAnything = call.method === 'DELETE' || right === undefined;
    const body = mayBeAnything ? '[' : { scopes: 7, name: 7, input: 7, reason: 7, billingPlanId: 7 };
    const added = await addedBy(tenant, () => tenant.expect(400, { ...call, body }));
    expect(added).toEqual([]);
  });

  it('names the account where Vercel itself acts', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy({ plan: 'base' });
    const path = `/v1/installations/${tenant.id}/resources/${id}`;
    const token = shop.server.vercel.tokens.system({
      installationId: tenant.id,
      accountId: 'acc0000000000000000000ac',
    });
    const [entry] = await addedBy(tenant, () =>
      fetch(shop.server.url + path, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } }),
    );
    expect(entry).toMatchObject({ actor: 'vercel-system', actor_id: 'acc0000000000000000000ac', subject: id });
  });

  it('tells of a repeated installation what is new in it, and of the account only in which fields', async () => {
    const tenant = await shop.tenant();
    const { body: first, ...call } = tenant.installing;
    const account = { name: 'Renamed', url: 'https://vercel.com/acme', contact: { email: 'bob@acme.example' } };
    const anew = {
      scopes: ['read:team'],
      credentials: { access_token: 'another-token', token_type: 'Bearer' },
      account,
    };
    for (let time = 0; time < 2; time += 1) await tenant.expect(200, { ...call, body: Object.assign({}, first, anew) });
    const told = `SELECT details FROM audit_entries WHERE installation_id = $1 AND action = 'installation.refreshed' ORDER BY at`;
    const scopes = { before: ['read-write:integration-resource'], after: ['read:team'] };
    expect(await shop.sql(told, [tenant.id])).toEqual([
      { details: { fields: ['accountName', 'contact', 'scopes'], scopes } },
      { details: { fields: [] } },
    ]);
  });

  it('names the job that ends what a request began', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy({ plan: 'base' });
    await tenant.expect(200, uninstall);
    await shop.settled();
    const byJobs = (await entries(tenant)).filter(({ actor }) => actor === 'job');
    expect(byJobs.map(({ action, subject }) => [action, subject])).toEqual([
      ['resource.removed', id],
      ['installation.uninstalled', tenant.id],
    ]);
    expect(byJobs.map(({ actor_id: name }) => name)).toEqual([
      'resources.bring-forward',
      'installations.advance-uninstall',
    ]);
  });

  it.each([
    ['UPDATE', `UPDATE audit_entries SET action = 'x'`],
    ['DELETE', 'DELETE FROM audit_entries'],
    ['TRUNCATE', 'TRUNCATE audit_entries'],
  ])('cannot be changed afterwards: %s', async (_what, statement) => {
    const tenant = await shop.tenant();
    const before = await entries(tenant);
    await expect(shop.sql(statement)).rejects.toThrow('audit_entries is append-only');
    expect(await entries(tenant)).toEqual(before);
  });
});
