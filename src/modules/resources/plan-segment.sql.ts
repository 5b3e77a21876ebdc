/**
 * Brings the running segment in line with the plan $2 that is paid for from $3 on: ends one on another plan, and begins one where there
 * is none; $2 null: nothing is paid for any more. One that has just begun is never ended before. $4 and $5: resource and product.
 */
const follow = (whose: 'resource_id = $4::text' | 'resource_id IS NULL'): string => `WITH closed AS (
    UPDATE plan_segments SET ended_at = greatest($3::timestamptz, started_at)
    WHERE installation_id = $1 AND ${whose} AND ended_at IS NULL AND plan_id IS DISTINCT FROM $2::text
    RETURNING installation_id, ended_at
  )
  INSERT INTO plan_segments (installation_id, id, resource_id, product_slug, plan_id, started_at)
  SELECT $1, gen_random_uuid(), $4::text, $5::text, $2, greatest($3::timestamptz, (SELECT max(ended_at) FROM closed WHERE installation_id = $1))
  WHERE $2::text IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM plan_segments WHERE installation_id = $1 AND ${whose} AND ended_at IS NULL AND plan_id = $2
  )`;

/** Of a resource: by its own index, however much its installation has left behind. */
export const FOLLOW_RESOURCE = { name: 'plan-segment-follow-resource', text: follow('resource_id = $4::text') };

/** Of the installation itself: $4 and $5 are null. */
export const FOLLOW_INSTALLATION = { name: 'plan-segment-follow-installation', text: follow('resource_id IS NULL') };

/**
 * JSON of all that have a part in a time, in the order in which they began; the three are SQL expressions. On its first plan a resource can be used
 * from its creation on: it is there before it is ready, and meters may round their instants down.
 */
export function planTimesWithin(installationId: string, start: string, end: string): string {
  return `coalesce((SELECT json_agg(json_build_object('resourceId', s.resource_id, 'productSlug', s.product_slug,
      'planId', s.plan_id, 'startedAt', s.started_at, 'endedAt', s.ended_at,
      'usedFrom', CASE WHEN s.started_at = s.first THEN least(s.started_at, sold.created_at) ELSE s.started_at END
    ) ORDER BY s.started_at, s.id)
    FROM (SELECT *, min(started_at) OVER (PARTITION BY resource_id) AS first FROM plan_segments WHERE installation_id = ${installationId}) s
    LEFT JOIN resources sold ON sold.installation_id = s.installation_id AND sold.id = s.resource_id
    WHERE s.started_at < ${end} AND (s.ended_at IS NULL OR s.ended_at > ${start})), '[]')`;
}

export const DELETE_SOME_SEGMENTS = `DELETE FROM plan_segments WHERE installation_id = $1 AND id IN (
  SELECT id FROM plan_segments WHERE installation_id = $1 LIMIT $2
)`;
