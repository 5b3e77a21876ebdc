/** What stands on the invoices of an installation for the periods that begin at some of $2. */
export const SUM_ACCOUNTS = {
  name: 'invoice-sum-accounts',
  text: `SELECT nullif(resource_id, '') AS "resourceId", plan_id AS "planId", period_start AS "periodStart", sum(cents)::text AS cents
    FROM invoice_accounts WHERE installation_id = $1 AND period_start = ANY($2::timestamptz[])
    GROUP BY resource_id, plan_id, period_start ORDER BY period_start, resource_id, plan_id`,
};

/** Deletes at most $2 of a tenant; what stands on them goes along. */
export const DELETE_SOME_INVOICES = `DELETE FROM invoices WHERE installation_id = $1 AND id IN (
  SELECT id FROM invoices WHERE installation_id = $1 LIMIT $2
)`;

/** Takes what is due, and puts its next look off, so that no two ticks take the same. */
export const TAKE_DUE_INVOICES = {
  text: `/* every tenant: invoices that are to be sent or asked about */
    UPDATE invoices SET due_at = $2 WHERE (installation_id, id) IN (
      SELECT installation_id, id FROM invoices WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
    ) RETURNING installation_id AS "installationId", id`,
};

/** Takes what was overdue for long enough, and puts its next look off. */
export const TAKE_LONG_UNPAID = {
  text: `/* every tenant: invoices that were overdue for long enough */
    UPDATE invoices SET destroy_at = $2 WHERE (installation_id, id) IN (
      SELECT installation_id, id FROM invoices WHERE destroy_at <= $1 ORDER BY destroy_at LIMIT $3 FOR UPDATE SKIP LOCKED
    ) RETURNING installation_id AS "installationId", id`,
};
