/** Adds a kind to what Vercel has still to hear of a resource; `fresh`: nothing was outstanding, so no job is on its way. */
export const WANT_RESOURCE_PUSH = {
  name: 'resource-push-want',
  text: `INSERT INTO resource_pushes AS p (installation_id, resource_id, wanted, due_at, attempts)
         VALUES ($1, $2, ARRAY[$3::text], $4, 0)
         ON CONFLICT (installation_id, resource_id) DO UPDATE SET
           wanted = CASE WHEN $3::text = ANY (p.wanted) THEN p.wanted ELSE p.wanted || $3::text END,
           due_at = coalesce(p.due_at, excluded.due_at)
         RETURNING due_at = $4::timestamptz AS fresh`,
};

/** Has what waits told now, since Vercel listens again. */
export const HURRY_RESOURCE_PUSHES = {
  text: `UPDATE resource_pushes SET not_before = NULL, due_at = $2
         WHERE installation_id = $1 AND due_at IS NOT NULL AND busy_until IS NULL`,
};

/** Takes what is due, and puts its next look off, so that no two reconcilers take the same. */
export const TAKE_DUE_RESOURCE_PUSHES = {
  text: `/* every tenant: what Vercel has still to hear of resources */
         UPDATE resource_pushes SET due_at = $2 WHERE (installation_id, resource_id) IN (
           SELECT installation_id, resource_id FROM resource_pushes WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
         ) RETURNING installation_id AS "installationId", resource_id AS id`,
};
