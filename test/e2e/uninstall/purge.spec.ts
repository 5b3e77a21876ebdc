import { operatorAt } from '../admin/operator.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PurgeTenants } from '../../../src/modules/installations/jobs/purge-tenants.job.js';
import { Shop, Tenant } from '../../support/shop/index.js';
import { OPERATOR, Uninstalls } from './uninstalls.js';

const DAY_SECONDS = 86_400;

/** More than go in one transaction. */
const MANY = [
  `INSERT INTO resources (installation_id, id, product_slug, plan_id, name, metadata, state, ever_billed, revision, applied_revision,
     created_at, updated_at, removed_at)
   SELECT $1, $1 || n, 'shop', 'free', 'a name', '{}', 'removed', false, 1, 1, now(), now(), now() FROM generate_series(1, 1200) n`,
  `INSERT INTO resource_connections (installation_id, resource_id, project_id, project_name, targets, state, state_since)
   SELECT $1, $1 || n, 'prj_' || m, 'a project', '{}', 'connected', now() FROM generate_series(1, 3) n, generate_series(1, 400) m`,
  `INSERT INTO installation_pushes (installation_id, wanted, attempts) VALUES ($1, '{}', 0)`,
  `INSERT INTO installation_suspensions (installation_id, cause, message, since) VALUES ($1, 'operator', 'unpaid', now())`,
  `INSERT INTO reconciliation_findings (installation_id, kind, subject, id, since, seen_at, details)
   VALUES ($1, 'unusual-invoice', 'final', $1 || 'final', now(), now(), '{}')`,
  `INSERT INTO reconciliation_runs (installation_id, id, cause, begun_at, ended_at, outcome, found, found_count, repaired_count)
   SELECT $1, gen_random_uuid(), 'night', now(), now(), 'compared', '[]', 0, 0 FROM generate_series(1, 30)`,
  `INSERT INTO vercel_parkings (installation_id, cause, code, since, until, attempts) VALUES ($1, 'gone', 'gone', now(), now(), 1)`,
  `INSERT INTO transfer_claims (installation_id, id, expires_at, created_at)
   SELECT $1, $1 || n, now() + interval '1 year', now() FROM generate_series(1, 600) n`,
  `INSERT INTO transfer_verifications (installation_id, claim_id, verified_at)
   SELECT $1, $1 || n, now() FROM generate_series(1, 600) n`,
  `INSERT INTO members (installation_id, id, role, role_since) SELECT $1, 'user_' || n, 'USER', now() FROM generate_series(1, 700) n`,
  `INSERT INTO plan_segments (installation_id, id, resource_id, product_slug, plan_id, started_at, ended_at)
   SELECT $1, gen_random_uuid(), $1 || n, 'shop', 'free', now(), now() FROM generate_series(1, 600) n`,
  `INSERT INTO billing_charges (installation_id, booking, resource_id, plan_id, period_start, part, cents, booked_at)
   SELECT $1, 'close-' || n, '', 'pro', now(), 'arrears', 1, now() FROM generate_series(1, 1100) n`,
  `INSERT INTO billing_periods (installation_id, period_start, period_end, closed_at, events, carried_in_cents, carried_out_cents, outcome, cents)
   SELECT $1, now() + n * interval '1 day', now() + (n + 1) * interval '1 day', now(), 0, 0, 0, 'nothing', 0 FROM generate_series(1, 600) n`,
  `INSERT INTO credit_accounts (installation_id, opened_at) VALUES ($1, now())`,
  `INSERT INTO credit_balances (installation_id, holder) SELECT $1, $1 || n FROM generate_series(1, 600) n`,
  `INSERT INTO ledger_entries (installation_id, number, at, holder, kind, cents, reference, details)
   SELECT $1, n, now(), $1, 'adjustment', 1, 'adjustment:' || n, '{}' FROM generate_series(1, 600) n`,
  `INSERT INTO credit_burns (installation_id, period_start, holder, plan_id, cents, revision) VALUES ($1, now(), $1, 'free', 1, 1)`,
  `INSERT INTO credit_periods (installation_id, starts_at, ends_at) VALUES ($1, now(), now() + interval '1 month')`,
  `INSERT INTO purchases (installation_id, invoice_id, cents, granted_at) VALUES ($1, 'mi_' || $1, 1, now())`,
  `INSERT INTO installation_notifications (installation_id, key, level, title, raised_at) VALUES ($1, 'operator', 'info', 'a title', now())`,
  `INSERT INTO resource_notifications (installation_id, resource_id, key, level, title, raised_at)
   SELECT $1, $1 || n, 'operator', 'info', 'a title', now() FROM generate_series(1, 3) n`,
];

const CLAIMS = ['transfer_claims', 'transfer_verifications'];

const TENANTS = `SELECT table_name AS name FROM information_schema.columns
  WHERE table_schema = 'public' AND column_name = 'installation_id' ORDER BY table_name`;

describe('what is kept of a tenant that has left', () => {
  let shop: Shop;
  let uninstalls: Uninstalls;

  beforeAll(async () => {
    shop = await Shop.open({ env: { ADMIN_API_KEYS: `tests:${OPERATOR}`, RETENTION_DAYS: '60' } });
    uninstalls = new Uninstalls(shop);
  });
  afterAll(() => shop.close());

  const purge = (): Promise<void> => shop.server.app.get(PurgeTenants, { strict: false }).run();

  /** The tables that hold anything of a tenant. */
  async function tablesWith(installationId: string): Promise<string[]> {
    const tables = await shop.sql<{ name: string }>(TENANTS);
    const held = tables.map(async ({ name }) => {
      const rows = await shop.sql(`SELECT 1 FROM ${name} WHERE installation_id = $1 LIMIT 1`, [installationId]);
      return rows.length > 0 ? [name] : [];
    });
    return (await Promise.all(held))
      .flat()
      .filter((name) => !name.startsWith('idempotency_') && !/_(\d+|rest)$/.test(name));
  }

  it('goes after the retention, batch by batch, but for the tombstone and the audit log', async () => {
    const team = shop.server.vercel.team('Leaving');
    const { id } = await team.install();
    const { id: resourceId } = await team.provision({ product: 'shop', plan: 'free', name: 'db' });
    await team.webhooks.changeMember('user_a', 'USER');
    await team.uninstall({ reason: 'a word of theirs' });
    await shop.settled();
    for (const statement of MANY) await shop.sql(statement, [id]);
    const before = [
      'audit_entries',
      'billing_accounts',
      'billing_charges',
      'billing_periods',
      'billing_pushes',
      'credit_accounts',
      'credit_balances',
      'credit_burns',
      'credit_periods',
      'installation_notifications',
      'installation_pushes',
      'installation_suspensions',
      'ledger_entries',
      'members',
      'plan_segments',
      'purchases',
      'reconciliation_findings',
      'reconciliation_runs',
      'resource_connections',
      'resource_notifications',
      'resources',
      ...CLAIMS,
      'uninstalls',
      'vercel_parkings',
    ];
    await uninstalls.pass(59 * DAY_SECONDS);
    await purge();
    expect(await tablesWith(id)).toEqual(before);
    await uninstalls.pass(2 * DAY_SECONDS);
    await purge();
    expect(await tablesWith(id)).toEqual(['audit_entries', 'purchases', 'uninstalls']);
    expect(await uninstalls.stateOf(id)).toEqual({ state: 'uninstalled', stage: 'purged', token: false });
    const [tombstone] = await shop.sql('SELECT * FROM installations WHERE id = $1', [id]);
    expect(JSON.stringify(tombstone)).not.toMatch(/a word of theirs|@|Leaving|vercel\.com/i);

    const log = await operatorAt(shop.server.url, OPERATOR)(`GET /audit?installationId=${id}`);
    const entries = log.body['entries'] as { readonly action: string }[];
    const actions = entries.map(({ action }) => action);
    expect(entries.filter(({ action }) => action === 'member.role-changed')).toMatchObject([
      { subject: 'user_a', details: { before: null, after: 'USER' } },
    ]);
    expect(actions).toEqual(
      expect.arrayContaining(['installation.installed', 'resource.placed', 'installation.purged']),
    );

    const { partner } = shop.server.vercel;
    expect((await partner.getInstallation(id)).status).toBe(404);
    expect((await partner.getResource(id, resourceId)).status).toBe(404);
    expect((await partner.deleteResource(id, resourceId)).status).toBe(204);
    expect((await partner.deleteInstallation(id)).status).toBe(204);
    await team.webhooks.changeMember('user_b', 'ADMIN');
    await team.webhooks.tellRemoved();
    await shop.settled();
    expect(await tablesWith(id)).toEqual(['audit_entries', 'purchases', 'uninstalls']);
    const fresh = await team.install();
    expect([fresh.id === id, await team.listResources()]).toEqual([false, []]);
  });

  it('stays with those who are still leaving, and with those who stay', async () => {
    const staying = await shop.tenant();
    const { id } = await staying.buy();
    const owing = await shop.tenant();
    await owing.buy({ plan: 'pro' });
    await uninstalls.pass(2 * DAY_SECONDS);
    await new Tenant(shop.server, owing.id).expect(200, { method: 'DELETE' });
    await uninstalls.pass(1_800);
    await shop.sql(`UPDATE uninstalls SET stage_since = '2020-01-01' WHERE installation_id = $1`, [owing.id]);
    await purge();
    expect(await shop.resources(staying)).toMatchObject([{ id, state: 'ready' }]);
    expect(await shop.resources(owing)).toHaveLength(1);
    expect(await uninstalls.stateOf(owing.id)).toMatchObject({ stage: 'settling', token: true });
  });
});
