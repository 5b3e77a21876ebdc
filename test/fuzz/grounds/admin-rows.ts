/** A job that was given up; $1 installation, $2 anything of its own. */
export const LETTER = `INSERT INTO pgboss.job (name, data, source_name, source_created_on, source_retry_count, source_output)
  SELECT 'dead', jsonb_build_object('job', 'tests.dead', 'data', jsonb_build_object('installationId', $1::text, 'at', $2::int)),
    'bulk', now(), 2, '{"reason": "No handler"}' RETURNING id`;

/** The oldest webhook, as one that was worked off. */
export const HANDLED = `UPDATE webhook_events SET handled_at = now()
  WHERE id = (SELECT id FROM webhook_events ORDER BY received_at, id LIMIT 1) RETURNING id`;

export const INVOICE_STATE = `UPDATE invoices SET state = $3, vercel_id = $4 WHERE installation_id = $1 AND id = $2`;

export const RESOURCE_STATE = `UPDATE resources SET state = $3 WHERE installation_id = $1 AND id = $2`;

/** What belongs to an installation ($1), or to one of its resources ($2). */
export const RELATIONS = [
  `INSERT INTO members (installation_id, id, role, role_since) SELECT installation_id, 'user_a', 'ADMIN', now() FROM resources
   WHERE installation_id = $1 AND id = $2`,
  `INSERT INTO resource_connections (installation_id, resource_id, project_id, project_name, targets, state, state_since)
   VALUES ($1, $2, 'prj_a', 'storefront', '{production}', 'connected', now()), ($1, $2, 'prj_b', NULL, '{}', 'disconnected', now())`,
  `INSERT INTO project_links (installation_id, resource_id, project_id, project_name, targets, wish, variables, problem, attempts,
     created_at, updated_at)
   VALUES ($1, $2, 'prj_c', 'blog', '{preview}', 'written', '[{"key": "SHOP_URL"}]', 'Not all variables could be set.', 0, now(), now())`,
  `INSERT INTO transfer_claims (installation_id, id, expires_at, created_at) SELECT installation_id, 'claim_' || id, now() + interval '1 day', now()
   FROM resources WHERE installation_id = $1 AND id = $2`,
  `INSERT INTO reconciliation_findings (installation_id, kind, subject, id, since, seen_at, details)
   VALUES ($1, 'missing-at-vercel', $2, 'res_none', now(), now(), '{}'), ($1, 'unknown-here', 'res_none', 'res_none_2', now(), now(), '{"a": [1]}')`,
  `INSERT INTO reconciliation_runs (installation_id, id, cause, begun_at, ended_at, outcome, found, found_count, repaired_count)
   SELECT installation_id, gen_random_uuid(), 'night', now(), now(), 'compared', '[]', 0, 0 FROM resources WHERE installation_id = $1 AND id = $2`,
];
