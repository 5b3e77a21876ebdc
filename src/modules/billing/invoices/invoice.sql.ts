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
