import type { Shop } from './shop.js';
import type { Tenant } from './tenant.js';

/** As if a tenant had come ten days ago, and had been on each of its plans from one time after that to another, such as `['1 day', '3 days']`. */
export async function stayed(
  shop: Shop,
  { id }: Tenant,
  times: Readonly<Record<string, readonly [string, string]>>,
): Promise<void> {
  await shop.sql(`UPDATE installations SET created_at = now() - interval '10 days' WHERE id = $1`, [id]);
  await shop.sql(
    `UPDATE billing_accounts a SET anchored_at = i.created_at, charged_since = i.created_at, period_start = i.created_at,
       period_end = (i.created_at AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'
     FROM installations i WHERE i.id = a.installation_id AND a.installation_id = $1`,
    [id],
  );
  for (const [plan, [start, end]] of Object.entries(times)) {
    await shop.sql(
      `UPDATE plan_segments SET started_at = i.created_at + $3::interval, ended_at = i.created_at + $4::interval
       FROM installations i WHERE i.id = installation_id AND installation_id = $1 AND plan_id = $2`,
      [id, plan, start, end],
    );
  }
}
