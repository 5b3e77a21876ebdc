import { nextPeriodStart } from '../piece.sql.js';

/** From now on a resource is asked; one that is asked already stays as it is. */
export const BEGIN_POLLING = {
  name: 'usage-poll-begin',
  text: `INSERT INTO usage_polls (installation_id, resource_id, due_at, measured_until) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
};

/** Takes what is due, and puts its next look off, so that no two replicas take the same. */
export const TAKE_DUE_POLLS = `/* every tenant: whom the products are asked about in this minute */
  UPDATE usage_polls SET due_at = $2 WHERE (installation_id, resource_id) IN (
    SELECT installation_id, resource_id FROM usage_polls WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
  ) RETURNING installation_id AS "installationId", resource_id AS "resourceId"`;

/**
 * Writes down up to when is asked; no row where that is told already. What was asked for before comes again first. It ends where another
 * plan or period begins, so that each is charged what was used in it, and where the resource or its owner leaves.
 */
export const ASK = `UPDATE usage_polls p SET asked_until = coalesce(p.asked_until, least(x.ends, (
      SELECT min(c.at) FROM (
        SELECT unnest(ARRAY[s.started_at, s.ended_at]) AS at FROM plan_segments s
        WHERE s.installation_id = $1 AND (s.resource_id = $2 OR s.resource_id IS NULL)
        UNION ALL SELECT ${nextPeriodStart('x.installed_at', 'p.measured_until', '$4::text')}
      ) c WHERE c.at > p.measured_until
    )))
  FROM (
    SELECT i.created_at AS installed_at, least($3::timestamptz, i.uninstall_requested_at, CASE WHEN r.state IN ('removing', 'removed') THEN (
      SELECT max(s.ended_at) FROM plan_segments s WHERE s.installation_id = $1 AND s.resource_id = $2
    ) END) AS ends FROM installations i JOIN resources r ON r.installation_id = i.id WHERE i.id = $1 AND r.id = $2
  ) x
  WHERE p.installation_id = $1 AND p.resource_id = $2 AND (p.asked_until IS NOT NULL OR p.measured_until < x.ends)
  RETURNING p.measured_until AS start, p.asked_until AS end`;

/** It is told up to $3. */
export const TELL = `UPDATE usage_polls SET measured_until = $3, asked_until = NULL
  WHERE installation_id = $1 AND resource_id = $2 AND asked_until = $3`;

export const UNTOLD = `SELECT resource_id AS id FROM usage_polls WHERE installation_id = $1 AND measured_until < $2 ORDER BY resource_id`;

export const PUT_OFF = `UPDATE usage_polls SET due_at = $3 WHERE installation_id = $1 AND resource_id = $2`;

export const END_POLLING = `DELETE FROM usage_polls WHERE installation_id = $1 AND resource_id = $2`;

/** What the former owner used is not the new one's: it is asked about by itself, and soon. */
export const HAND_OVER = `UPDATE usage_polls SET due_at = $3, asked_until = CASE WHEN measured_until < $3 THEN coalesce(asked_until, $3) END
  WHERE installation_id = $1 AND resource_id = $2`;

/**
 * Begins to ask about those of the next $3 resources behind the key $1, $2 that are of the products $4; meters may have become polled
 * after the resources came. Tells the last key that it looked at.
 */
export const BEGIN_POLLING_NEXT = `/* every tenant: resources of before their meters were polled */
  WITH page AS (
    SELECT installation_id, id, product_slug, state, linked_instance FROM resources WHERE (installation_id, id) > ($1, $2) ORDER BY installation_id, id LIMIT $3
  ), begun AS (
    INSERT INTO usage_polls (installation_id, resource_id, due_at, measured_until)
    SELECT installation_id, id, $5::timestamptz + ('x' || substr(md5(id), 1, 7))::bit(28)::integer % 3600 * interval '1 second', $5
    FROM page WHERE product_slug = ANY ($4) AND state IN ('onboarding', 'ready', 'suspended', 'error') AND linked_instance IS NULL ON CONFLICT DO NOTHING
  )
  SELECT installation_id AS "installationId", id AS "resourceId" FROM page ORDER BY installation_id DESC, id DESC LIMIT 1`;
