import { lineOf } from '../../installations/index.js';
import { factsOf } from '../statements/index.js';
import { LEASE_SECONDS } from './claim.js';

/**
 * Takes rows for a try each, under a timestamp that is newer than every one before, and tells what is to be known of them. What is left
 * of prepayments is read behind the locks, so it is never older than who told it last, under an older timestamp.
 */
function claimOf(whose: string): string {
  return `WITH taken AS (
      UPDATE billing_pushes p SET due_at = CASE WHEN p.due_at IS NOT NULL THEN $2::timestamptz END,
        claimed = greatest($1::timestamptz, p.last_timestamp + interval '1 millisecond'),
        last_timestamp = greatest($1::timestamptz, p.last_timestamp + interval '1 millisecond')
      WHERE p.installation_id IN (SELECT installation_id FROM billing_pushes WHERE ${whose})
      RETURNING p.*
    ), told AS MATERIALIZED (
      SELECT b.* FROM (SELECT array_agg(installation_id) AS ids FROM taken) a CROSS JOIN LATERAL told_balances(a.ids) b
    )
    SELECT t.installation_id AS "installationId", t.claimed, t.attempts, t.period_start AS "periodStart",
      t.period_end AS "periodEnd", t.day_end AS "dayEnd", t.has_balances AS "hasBalances", coalesce(told.balances, '[]') AS balances,
      i.created_at AS "installedAt", i.uninstall_requested_at AS "leftAt", ${lineOf('t.installation_id')} AS line,
      ${factsOf('t.installation_id', 't.period_start', 't.period_end')} AS facts
    FROM taken t JOIN installations i ON i.id = t.installation_id LEFT JOIN told ON told.installation_id = t.installation_id`;
}

/** One column by which they are found, whether they wait for their hour, for a better moment, or for a caller who died. */
export const CLAIM_DUE = {
  name: 'billing-pushes-claim-due',
  text: `/* every tenant: whose money Vercel is told of now */
    ${claimOf('due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED')}`,
};

/** Whether it is due or not. */
export const CLAIM_ONE = { text: claimOf('installation_id = $3') };

/** Only if it is due: somebody else may have been at it meanwhile. */
export const CLAIM_ONE_DUE = { text: claimOf('installation_id = $3 AND due_at <= $1 FOR UPDATE SKIP LOCKED') };

/**
 * Writes down what became of tries, of each unless a newer one has begun; who asked for another meanwhile gets it now. The ids stand in an
 * array as well, so that the rows are looked up by them whatever number of them the planner expects of the JSON.
 */
export const RECORD = {
  name: 'billing-pushes-record',
  text: `UPDATE billing_pushes p SET claimed = NULL, due_at = CASE WHEN p.due_at IS NULL THEN NULL
        WHEN p.due_at = r."lease" OR r.error IS NOT NULL THEN r."dueAt" ELSE least(p.due_at, p.claimed) END,
      period_start = r."periodStart", period_end = r."periodEnd", day_end = r."dayEnd", attempts = r.attempts,
      accepted_at = coalesce(r."acceptedAt", p.accepted_at), accepted_until = coalesce(r."acceptedUntil", p.accepted_until),
      has_balances = CASE WHEN p.due_at = r."lease" THEN r."hasBalances" ELSE p.has_balances END,
      last_error = r.error, missed_days = p.missed_days || r.missed
    FROM json_to_recordset($1::json) AS r (installation_id text, claimed timestamptz, "lease" timestamptz, "dueAt" timestamptz,
      "periodStart" timestamptz, "periodEnd" timestamptz, "dayEnd" timestamptz, attempts integer, "acceptedAt" timestamptz,
      "acceptedUntil" timestamptz, "hasBalances" boolean, error text, missed text[])
    WHERE p.installation_id = ANY($2) AND p.installation_id = r.installation_id AND p.claimed = r.claimed`,
};

export const BEGIN = {
  text: `INSERT INTO billing_pushes (installation_id, due_at, period_start, period_end, day_end) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (installation_id) DO NOTHING`,
};

/**
 * At once, or where a try is under way by the first tick after it, so that none overtakes another on its way to Vercel: then the lease ends a
 * moment earlier, which `RECORD` finds. After a failure it is the next try that tells all.
 */
const HURRIED = `CASE WHEN claimed IS NOT NULL AND due_at > $2::timestamptz AND due_at <= $2::timestamptz + interval '${LEASE_SECONDS} s'
      THEN due_at - interval '1 millisecond' ELSE least(due_at, $2::timestamptz) END`;

/** An installation that leaves is not due any more, and stays so. */
export const HURRY = {
  text: `UPDATE billing_pushes SET due_at = ${HURRIED} WHERE installation_id = $1 AND due_at IS NOT NULL`,
};

export const HURRY_BALANCES = {
  text: `UPDATE billing_pushes SET due_at = ${HURRIED}, has_balances = true
    WHERE installation_id = $1 AND due_at IS NOT NULL`,
};

export const STAMP = {
  text: `UPDATE billing_pushes SET last_timestamp = greatest($2::timestamptz, last_timestamp + interval '1 millisecond')
    WHERE installation_id = $1 RETURNING last_timestamp AS timestamp`,
};
