/**
 * Brings the running segment in line with the plan that is paid for from $4 on: ends one on another plan, and begins one where there is
 * none. $2 null: the installation itself; $3 null: nothing is paid for any more. One that has just begun is never ended before.
 */
export const FOLLOW_PLAN = {
  name: 'plan-segment-follow',
  text: `WITH closed AS (
           UPDATE plan_segments SET ended_at = greatest($4::timestamptz, started_at)
           WHERE installation_id = $1 AND resource_id IS NOT DISTINCT FROM $2::text AND ended_at IS NULL AND plan_id IS DISTINCT FROM $3::text
           RETURNING installation_id, ended_at
         )
         INSERT INTO plan_segments (installation_id, id, resource_id, product_slug, plan_id, started_at)
         SELECT $1, gen_random_uuid(), $2, $5, $3, greatest($4::timestamptz, (SELECT max(ended_at) FROM closed WHERE installation_id = $1))
         WHERE $3::text IS NOT NULL AND NOT EXISTS (
           SELECT 1 FROM plan_segments
           WHERE installation_id = $1 AND resource_id IS NOT DISTINCT FROM $2::text AND ended_at IS NULL AND plan_id = $3
         )`,
};

export const FIND_WITHIN = `SELECT id, installation_id AS "installationId", resource_id AS "resourceId", product_slug AS "productSlug",
    plan_id AS "planId", started_at AS "startedAt", ended_at AS "endedAt"
  FROM plan_segments WHERE installation_id = $1 AND started_at < $3 AND (ended_at IS NULL OR ended_at > $2)
  ORDER BY started_at, id`;

export const DELETE_SOME_SEGMENTS = `DELETE FROM plan_segments WHERE installation_id = $1 AND id IN (
  SELECT id FROM plan_segments WHERE installation_id = $1 LIMIT $2
)`;
