/** Parks an installation, or keeps it parked for longer. */
export const PARK = {
  text: `INSERT INTO vercel_parkings AS p (installation_id, cause, code, since, until, attempts)
         VALUES ($1, $2, $3, $4, $5, 1)
         ON CONFLICT (installation_id) DO UPDATE
           SET cause = excluded.cause, code = excluded.code, until = excluded.until, attempts = p.attempts + 1`,
};

/** Adds a kind to what Vercel has still to hear of an installation; `fresh`: nothing was outstanding, so no job is on its way. */
export const WANT_INSTALLATION_PUSH = {
  name: 'installation-push-want',
  text: `INSERT INTO installation_pushes AS p (installation_id, wanted, due_at, attempts)
         VALUES ($1, ARRAY[$2::text], $3, 0)
         ON CONFLICT (installation_id) DO UPDATE SET
           wanted = CASE WHEN $2::text = ANY (p.wanted) THEN p.wanted ELSE p.wanted || $2::text END,
           due_at = coalesce(p.due_at, excluded.due_at)
         RETURNING due_at = $3::timestamptz AS fresh`,
};

/** Has what waits told now, since Vercel listens again. */
export const HURRY_INSTALLATION_PUSH = {
  text: `UPDATE installation_pushes SET not_before = NULL, due_at = $2
         WHERE installation_id = $1 AND due_at IS NOT NULL AND busy_until IS NULL`,
};

/** Takes what is due, and puts its next look off, so that no two ticks take the same. */
export const TAKE_DUE_INSTALLATION_PUSHES = {
  text: `/* every tenant: what Vercel has still to hear of installations */
         UPDATE installation_pushes SET due_at = $2 WHERE installation_id IN (
           SELECT installation_id FROM installation_pushes WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
         ) RETURNING installation_id AS "installationId"`,
};
