import { pieceStart } from './piece.sql.js';

/** Whether the level of what comes is the later one; at one instant a correction counts, and then the higher one. */
const LATER = '(excluded.last_at, excluded.level_adjusts, excluded.level) > (d.last_at, d.level_adjusts, d.level)';

/**
 * Takes a batch of events in: finds whose each was at its time, judges it, counts those that are new, in one order for all
 * batches. The limit keeps the planner to the index of the keys, `IS TRUE` to a hash: it cannot know that nearly all are new. What another batch is taking at the same moment comes back without a status, once that has been decided.
 */
export const TAKE_EVENTS = {
  name: 'usage-take-events',
  text: `/* every tenant: the provider's meters speak of all of them */
WITH item AS (
  SELECT * FROM unnest($1::integer[], $2::bytea[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::text[],
    $8::timestamptz[], $9::numeric[], $10::text[])
    AS t (place, digest, payload, source, event_id, type, subject, at, value, reason)
), meter AS (
  SELECT * FROM unnest($11::text[], $12::text[], $13::text[], $14::boolean[]) AS t (product, id, kind, is_only)
), owned AS (
  SELECT item.*, r.product_slug, r.installation_id AS holder,
    coalesce(f.installation_id, r.installation_id, item.subject) AS owner, r.created_at, r.removed_at, r.linked_instance
  FROM item LEFT JOIN resources r ON r.id = item.subject
    LEFT JOIN LATERAL (SELECT installation_id FROM usage_former_owners
      WHERE resource_id = r.id AND until > item.at ORDER BY until LIMIT 1) f ON true
), judged AS MATERIALIZED (
  SELECT o.*, i.id AS installation_id, i.created_at AS installed_at, m.product || '/' || m.id AS meter, m.kind, CASE
      WHEN i.id IS NULL THEN 'unknown_subject'
      WHEN m.id IS NULL THEN 'unknown_meter'
      WHEN o.linked_instance IS NOT NULL THEN 'linked_resource'
      WHEN o.at < coalesce(o.created_at, i.created_at) THEN 'before_creation'
      WHEN o.at >= o.removed_at THEN 'after_removal'
      WHEN o.at >= i.uninstall_requested_at THEN 'after_uninstall'
      WHEN i.state = 'uninstalled' THEN 'uninstalled'
      WHEN m.kind = 'rate' AND o.reason IS NOT NULL THEN 'not_adjustable'
      WHEN m.kind <> 'interval' AND o.value < 0 THEN 'negative_value'
    END AS refusal
  FROM owned o LEFT JOIN installations i ON i.id = o.owner
    LEFT JOIN meter m ON o.type = m.product || '/' || m.id AND m.product = coalesce(o.product_slug, m.product)
      OR o.type = m.id AND (m.product = o.product_slug OR o.product_slug IS NULL AND m.is_only)
), known AS MATERIALIZED (
  SELECT DISTINCT ON (h.place) h.place, k.payload_digest FROM (
      SELECT place, digest, installation_id FROM judged WHERE installation_id IS NOT NULL
      UNION SELECT place, digest, holder FROM judged WHERE holder IS NOT NULL
      UNION SELECT j.place, j.digest, f.installation_id FROM judged j JOIN usage_former_owners f ON f.resource_id = j.subject
    ) h, LATERAL (SELECT payload_digest FROM usage_keys
      WHERE installation_id = h.installation_id AND event_digest = h.digest LIMIT 1) k
), first AS MATERIALIZED (
  SELECT DISTINCT ON (j.installation_id, j.digest) j.* FROM judged j
  WHERE j.refusal IS NULL AND NOT EXISTS (SELECT 1 FROM known WHERE known.place = j.place)
  ORDER BY j.installation_id, j.digest, j.place
), fresh AS (
  INSERT INTO usage_keys (installation_id, event_digest, payload_digest, received_at)
  SELECT installation_id, digest, payload, $15 FROM first ORDER BY installation_id, digest
  ON CONFLICT DO NOTHING RETURNING installation_id, event_digest
), taken AS MATERIALIZED (
  SELECT *, reason IS NOT NULL AS adjusts, ${pieceStart('installed_at', 'at', '$16::text')} AS since
  FROM first WHERE ((installation_id, digest) IN (SELECT installation_id, event_digest FROM fresh)) IS TRUE
), stored AS (
  INSERT INTO usage_events (received_at, installation_id, event_digest, source, event_id, subject, meter, at, value, reason)
  SELECT $15, installation_id, digest, source, event_id, subject, meter, at, value, reason FROM taken
), counted AS (
  INSERT INTO usage_days AS d
    (installation_id, subject, meter, since, events, sum, maximum, first_at, last_at, level, level_adjusts)
  SELECT installation_id, subject, meter, since, events, sum, maximum, first_at, last_at, last[3], last[2] = 1
  FROM (SELECT installation_id, subject, meter, since, count(*) AS events, sum(value) AS sum, max(value) AS maximum,
      min(at) AS first_at, max(at) AS last_at,
      max(ARRAY[extract(epoch FROM at), adjusts::integer, value]) FILTER (WHERE kind = 'total') AS last
    FROM taken GROUP BY 1, 2, 3, 4) t ORDER BY 1, 2, 3, 4
  ON CONFLICT (installation_id, subject, meter, since) DO UPDATE
    SET events = d.events + excluded.events, sum = d.sum + excluded.sum, maximum = greatest(d.maximum, excluded.maximum),
      first_at = least(d.first_at, excluded.first_at), last_at = greatest(d.last_at, excluded.last_at),
      level = CASE WHEN ${LATER} THEN excluded.level ELSE d.level END,
      level_adjusts = CASE WHEN ${LATER} THEN excluded.level_adjusts ELSE d.level_adjusts END
), levelled AS (
  INSERT INTO usage_levels AS l (installation_id, subject, meter, hour, at, adjusts, value)
  SELECT DISTINCT ON (installation_id, subject, meter, hour) installation_id, subject, meter, hour, at, adjusts, value
  FROM (SELECT *, greatest(date_trunc('hour', at, 'UTC'), since) AS hour FROM taken WHERE kind = 'total') t
  ORDER BY installation_id, subject, meter, hour, at DESC, adjusts DESC, value DESC
  ON CONFLICT (installation_id, subject, meter, hour) DO UPDATE
    SET at = excluded.at, adjusts = excluded.adjusts, value = excluded.value
    WHERE (excluded.at, excluded.adjusts, excluded.value) > (l.at, l.adjusts, l.value)
)
SELECT j.place, CASE
    WHEN known.place IS NOT NULL THEN CASE WHEN known.payload_digest = j.payload THEN 'duplicate' ELSE 'conflict' END
    WHEN j.refusal IS NOT NULL THEN 'rejected'
    WHEN taken.place = j.place THEN 'accepted'
    WHEN taken.payload = j.payload THEN 'duplicate'
    WHEN taken.place IS NOT NULL THEN 'conflict'
  END AS status, CASE WHEN known.place IS NULL THEN j.refusal END AS reason
FROM judged j LEFT JOIN known ON known.place = j.place
  LEFT JOIN taken ON taken.installation_id = j.installation_id AND taken.digest = j.digest`,
};

/** Keys of before an instant, so many at a time. */
export const PRUNE_KEYS = `/* every tenant: keys are kept as long as what they count can come again */ DELETE FROM usage_keys WHERE ctid IN (
  SELECT ctid FROM usage_keys WHERE received_at < $1 LIMIT $2
) AND received_at < $1`;

/** Rows of an installation that has left; what is partitioned by time has gone by then, or goes with its month. */
export const deleteSomeOf = (table: 'usage_keys' | 'usage_days' | 'usage_former_owners'): string =>
  `DELETE FROM ${table} WHERE installation_id = $1 AND ctid IN (
     SELECT ctid FROM ${table} WHERE installation_id = $1 LIMIT $2)`;
