import type pg from 'pg';

const COLUMNS = `id, audience, account_id, state, ever_billed, access_token, access_token_key_id, token_type,
    scopes, accepted_policies, account_url, created_at, updated_at, revision`;
const REST = `'oac_bench', 'a', 'active', true, token, 'k1', 'Bearer', '{}', '{}', 'https://vercel.com/a', now() - interval '3 days', now(), 1`;
const INSTALL = `INSERT INTO installations (${COLUMNS}) SELECT id, ${REST} FROM unnest($1::text[], $2::bytea[]) AS t (id, token)`;
const FILL = `INSERT INTO installations (${COLUMNS})
  SELECT 'icfg_filler_' || n, ${REST} FROM generate_series((SELECT count(*)::integer FROM installations) + 1, $1::integer) n, (VALUES ('\\x00'::bytea)) AS t (token)`;
const SUBSCRIBE = `INSERT INTO plan_segments (installation_id, id, resource_id, product_slug, plan_id, started_at)
  SELECT id, gen_random_uuid(), 'res_' || id, 'bench', 'pro', now() - interval '3 days' FROM installations i
  WHERE NOT EXISTS (SELECT 1 FROM plan_segments WHERE installation_id = i.id)`;
const ROWS = `INSERT INTO billing_pushes (installation_id, due_at, period_start, period_end, day_end, has_balances)
  SELECT id, now() + interval '1 hour', created_at, created_at + interval '1 month', date_trunc('day', now(), 'UTC') + interval '1 day', true
  FROM installations ON CONFLICT DO NOTHING`;
const ACCOUNTS = `INSERT INTO billing_accounts (installation_id, anchored_at, charged_since, period_start, period_end, due_at, carried_cents)
  SELECT id, created_at, created_at, created_at, created_at + interval '1 month', created_at + interval '1 month', 0
  FROM installations ON CONFLICT DO NOTHING`;
const PREPAY = [
  `INSERT INTO credit_accounts (installation_id, opened_at) SELECT id, created_at FROM installations ON CONFLICT DO NOTHING`,
  `INSERT INTO credit_balances (installation_id, holder, cents) SELECT id, id, 1000 FROM installations ON CONFLICT DO NOTHING`,
];
const TIDY =
  'VACUUM ANALYZE installations, plan_segments, billing_pushes, billing_accounts, credit_accounts, credit_balances';

/** Customers of Vercel under their sealed tokens. */
export async function install(client: pg.Client, ids: readonly string[], tokens: readonly Buffer[]): Promise<void> {
  await client.query(INSTALL, [ids, tokens]);
}

/** As many customers as are wanted in all; nobody could call Vercel for those that are added here. */
export async function fillUpTo(client: pg.Client, size: number): Promise<void> {
  await client.query(FILL, [size]);
}

/** Puts all of them on a paid plan, nothing of it due within the hour, with something left of what each has paid. */
export async function subscribe(client: pg.Client): Promise<void> {
  for (const statement of [SUBSCRIBE, ROWS, ACCOUNTS, ...PREPAY, TIDY]) await client.query(statement);
}
