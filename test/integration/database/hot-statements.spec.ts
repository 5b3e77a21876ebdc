import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DuePushes } from '../../../src/modules/billing/interim/due-pushes.service.js';
import { FindDueInvoices } from '../../../src/modules/billing/invoices/jobs/find-due-invoices.job.js';
import { FindLongUnpaid } from '../../../src/modules/billing/invoices/jobs/find-long-unpaid.job.js';
import { FindDueUninstalls } from '../../../src/modules/installations/jobs/find-due-uninstalls.job.js';
import { PurgeTenants } from '../../../src/modules/installations/jobs/purge-tenants.job.js';
import { ReconcileNightly } from '../../../src/modules/installations/jobs/reconcile-nightly.job.js';
import { Reconcile } from '../../../src/modules/resources/jobs/reconcile.job.js';
import { PruneKeys } from '../../../src/platform/idempotency/prune-keys.job.js';
import { Shop, type Tenant } from '../../support/shop/index.js';

const FULL = [
  `INSERT INTO installations (id, audience, account_id, state, ever_billed, access_token, access_token_key_id, token_type, scopes,
     accepted_policies, account_url, created_at, updated_at, revision)
   SELECT 'icfg_' || n, 'oac_test', 'a', 'active', false, '\\x00', 'k1', 'Bearer', '{}', '{}', 'https://vercel.com/a', now(), now(), 1
   FROM generate_series(1, 20000) n`,
  `INSERT INTO resources (installation_id, id, product_slug, plan_id, name, metadata, state, ever_billed, revision, applied_revision,
     created_at, updated_at)
   SELECT 'icfg_' || (n % 20000 + 1), 'res_' || n, 'shop', 'free', 'x', '{}', 'ready', false, 1, 1, now(), now()
   FROM generate_series(1, 60000) n`,
  `INSERT INTO plan_segments (installation_id, id, resource_id, product_slug, plan_id, started_at)
   SELECT installation_id, gen_random_uuid(), id, product_slug, plan_id, created_at FROM resources`,
  `INSERT INTO idempotency_keys (installation_id, key_digest, body_digest, claim, claimed_until, created_at)
   SELECT 'icfg_' || (n % 20000 + 1), sha256(n::text::bytea), '\\x00', gen_random_uuid(), now(), now()
   FROM generate_series(1, 60000) n`,
  `INSERT INTO uninstalls (installation_id, stage, stage_since, origin, settled_at, due_at)
   SELECT id, 'settling', now(), 'delete', NULL, now() + interval '1 day' FROM installations`,
  `INSERT INTO billing_pushes (installation_id, due_at) SELECT id, now() + interval '1 hour' FROM installations`,
  `INSERT INTO invoices (installation_id, id, external_id, kind, period_start, period_end, invoice_date, items, discounts, items_cents,
     discounts_cents, total_cents, is_final, is_test, created_at, state, state_since, failed_at, refunded_cents, due_at, attempts, destroy_at)
   SELECT 'icfg_' || n, gen_random_uuid(), 'x', 'arrears', now(), now() + interval '1 day', now(), '[]', '[]', 0, 0, 0, false, false, now(),
     'overdue', now(), '[]', 0, now() + interval '1 day', 0, now() + interval '1 day'
   FROM generate_series(1, 20000) n`,
  'ANALYZE installations, resources, uninstalls, idempotency_keys, billing_pushes, invoices',
];

/** A customer that makes and deletes resources all day. */
const BUSY = `INSERT INTO resources (installation_id, id, product_slug, plan_id, name, metadata, state, ever_billed, revision,
    applied_revision, created_at, updated_at, removed_at)
  SELECT $1, 'res_gone_' || n, 'shop', 'three', 'x', '{}', 'removed', false, 1, 1, now(), now(), now() FROM generate_series(1, 20000) n`;

/** Times on plans that the same customer's resources have left behind. */
const HISTORY = `INSERT INTO plan_segments (installation_id, id, resource_id, product_slug, plan_id, started_at, ended_at)
  SELECT $1, gen_random_uuid(), 'res_gone_' || n, 'shop', 'three', now(), now() FROM generate_series(1, 20000) n`;

/** A process tells what it scanned when it ends at the latest. */
const END_ALL = `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'stallholder'`;

const SCANS = `SELECT relname AS "table", seq_scan::integer AS scans, idx_tup_fetch::integer AS fetched FROM pg_stat_user_tables
  WHERE relname IN ('installations', 'resources', 'uninstalls', 'plan_segments', 'invoices', 'billing_pushes') OR relname ~ '^idempotency_keys_' ORDER BY relname`;

type Tick = abstract new (...args: never[]) => { run(): Promise<void> };

interface Scans extends Record<string, unknown> {
  readonly table: string;
  readonly scans: number;
  readonly fetched: number;
}

describe('statements over many tenants', () => {
  let shop: Shop;
  let tenant: Tenant;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off', env: { ALLOW_DESTRUCTION_AFTER_OVERDUE: 'true' } });
    for (const statement of FULL) await shop.sql(statement);
    tenant = await shop.tenant();
    await shop.sql(BUSY, [tenant.id]);
    await shop.sql(HISTORY, [tenant.id]);
    await shop.sql('ANALYZE resources, plan_segments');
  });
  afterAll(() => shop.close());

  /** The counts as they are: this test's own session tells at once, too, what filling the tables has cost it. */
  async function scans(): Promise<Scans[]> {
    await shop.sql(END_ALL);
    await shop.sql('SELECT pg_stat_force_next_flush()');
    return shop.sql<Scans>(SCANS);
  }

  /** What the work made the database look through. */
  async function during(work: () => Promise<unknown>): Promise<{ whole: string[]; fetched: number }> {
    const before = await scans();
    await work();
    const after = await scans();
    const grown = after.filter(({ scans: now }, at) => now > (before[at]?.scans ?? 0));
    const sum = (all: Scans[]): number => all.reduce((total, { fetched }) => total + fetched, 0);
    return { whole: grown.map(({ table }) => table), fetched: sum(after) - sum(before) };
  }

  it('of the partner API read no table as a whole, nor what a busy tenant has left behind', async () => {
    const { whole, fetched } = await during(async () => {
      const { id } = await tenant.buy({ plan: 'three' });
      const path = `/resources/${id}`;
      await tenant.expect(200, { method: 'GET', path });
      await tenant.expect(200, { method: 'GET', path: '/resources' });
      await tenant.expect(200, { method: 'GET', path: '/plans' });
      await tenant.expect(200, { method: 'PATCH', path, body: { billingPlanId: 'free' } });
      await tenant.expect(200, { method: 'PATCH', path, body: { billingPlanId: 'three' } });
      await tenant.expect(204, { method: 'DELETE', path });
    });
    expect(whole).toEqual([]);
    expect(fetched).toBeLessThan(1_000);
  });

  it.each<[string, Tick]>([
    ['the reconciler', Reconcile],
    ['uninstalls', FindDueUninstalls],
    ['those who left long ago', PurgeTenants],
    ['the comparison with Vercel', ReconcileNightly],
    ['old keys', PruneKeys],
    ['invoices that are due', FindDueInvoices],
    ['invoices that nobody has paid', FindLongUnpaid],
  ])('of the tick for %s follow what is due', async (_, tick) => {
    const { whole, fetched } = await during(() => shop.server.app.get(tick, { strict: false }).run());
    expect(whole).toEqual([]);
    expect(fetched).toBeLessThan(1_000);
  });

  it('of the tick that tells Vercel of money follow what is due', async () => {
    const { app } = shop.server;
    const tell = (): Promise<unknown> => app.get(DuePushes, { strict: false }).work(new AbortController().signal);
    const idle = await during(tell);
    const ids = Array.from({ length: 9 }, (_none, place) => `icfg_${place + 1}`);
    await shop.sql(`UPDATE billing_pushes SET due_at = now() - interval '1 hour' WHERE installation_id = ANY($1)`, [
      ids,
    ]);
    const nine = await during(tell);
    expect([idle.whole, nine.whole]).toEqual([[], []]);
    expect(idle.fetched).toBeLessThan(50);
    expect(nine.fetched).toBeLessThan(500);
  });
});
