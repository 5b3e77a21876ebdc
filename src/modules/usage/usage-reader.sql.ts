/** Condition on a piece of a day: it has events within the span from `starts` to `ends`. */
const within = (span: string): string => `since >= date_trunc('day', ${span}.starts, 'UTC') AND since < ${span}.ends
        AND last_at >= ${span}.starts AND first_at < ${span}.ends`;

/** Whether it also has events outside, so that the span cuts it and the whole day is summed from its events. */
const isCut = (span: string): string => `bool_or(first_at < ${span}.starts OR last_at >= ${span}.ends)`;

/** Condition on an event of the part of a day that is cut; nobody tells more than a few minutes ahead what will be used. */
const ofDay = (
  day: string,
  span: string,
): string => `at >= greatest(${span}.starts, ${day}.day) AND at < least(${span}.ends, ${day}.day + interval '24 hours')
      AND received_at >= ${day}.day - interval '24 hours'`;

const OF_METER = 'installation_id = u.installation_id AND subject = u.subject AND meter = u.meter';

/**
 * What spans come to, for each meter that their subjects ever used. Meters are found by leaping from one to the next in the key of the
 * days. A level holds until the next one: the one in force when a span begins is that of the last piece before its first day, or a later
 * one of that day.
 */
export const MEASURE = {
  name: 'usage-measure',
  text: `/* every tenant: spans name their installations */
WITH span AS (
  SELECT *, date_trunc('day', starts, 'UTC') AS day
  FROM unnest($1::integer[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[]) AS t (place, installation_id, subject, starts, ends)
), used AS MATERIALIZED (
  SELECT s.*, m.meter FROM span s CROSS JOIN LATERAL (
    WITH RECURSIVE leap AS (
      (SELECT meter FROM usage_days WHERE installation_id = s.installation_id AND subject = s.subject ORDER BY meter LIMIT 1)
      UNION ALL SELECT n.meter FROM leap CROSS JOIN LATERAL (SELECT meter FROM usage_days
        WHERE installation_id = s.installation_id AND subject = s.subject AND meter > leap.meter ORDER BY meter LIMIT 1) n
    ) SELECT meter FROM leap
  ) m
), part AS (
  SELECT u.place, u.meter, p.* FROM used u CROSS JOIN LATERAL (
    SELECT date_trunc('day', since, 'UTC') AS day, sum(events) AS events, sum(sum) AS sum, max(maximum) AS maximum, ${isCut('u')} AS is_cut
    FROM usage_days WHERE ${OF_METER} AND ${within('u')} GROUP BY 1
  ) p
), counted AS (
  SELECT place, meter, sum(events) AS events, sum(sum) AS sum, max(maximum) AS maximum FROM (
    SELECT place, meter, events, sum, maximum FROM part WHERE NOT is_cut
    UNION ALL SELECT p.place, p.meter, e.* FROM part p JOIN used u USING (place, meter) CROSS JOIN LATERAL (
      SELECT count(*), sum(value), max(value) FROM usage_events WHERE ${OF_METER} AND ${ofDay('p', 'u')}
    ) e WHERE p.is_cut
  ) t GROUP BY place, meter
), level AS (
  SELECT u.place, u.meter, l.at, l.value, greatest(l.at, u.starts) AS since,
    greatest(u.starts, lead(l.at, 1, u.ends) OVER (PARTITION BY u.place, u.meter ORDER BY l.at)) AS until
  FROM used u CROSS JOIN LATERAL (
    (SELECT '-infinity'::timestamptz AS at, level AS value FROM usage_days WHERE ${OF_METER} AND since < u.day ORDER BY since DESC LIMIT 1)
    UNION ALL SELECT at, value FROM usage_levels WHERE ${OF_METER} AND hour >= u.day AND hour < u.ends AND at < u.ends
  ) l WHERE u.meter = ANY ($6::text[]) AND l.value IS NOT NULL
), held AS (
  SELECT place, meter, sum(value * extract(epoch FROM until - since)) AS weighted, (array_agg(value ORDER BY at DESC))[1] AS latest
  FROM level GROUP BY place, meter
)
SELECT place, meter, coalesce(events, 0)::text AS events, trim_scale(coalesce(sum, 0))::text AS sum,
  trim_scale(maximum)::text AS maximum, trim_scale(latest)::text AS latest, trim_scale(coalesce(weighted, 0))::text AS weighted
FROM counted FULL JOIN held USING (place, meter) WHERE events > 0 OR weighted IS NOT NULL ORDER BY place, meter`,
};

/** How many events of an installation were counted in each span; in their order. */
export const COUNT_EVENTS = {
  name: 'usage-count-events',
  text: `WITH RECURSIVE used AS (
  (SELECT subject, meter FROM usage_days WHERE installation_id = $1 ORDER BY subject, meter LIMIT 1)
  UNION ALL SELECT n.subject, n.meter FROM used u CROSS JOIN LATERAL (SELECT subject, meter FROM usage_days
    WHERE installation_id = $1 AND (subject, meter) > (u.subject, u.meter) ORDER BY subject, meter LIMIT 1) n
), span AS (
  SELECT * FROM unnest($2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY AS s (starts, ends, place)
), part AS (
  SELECT s.*, p.*, u.subject, u.meter FROM span s CROSS JOIN used u CROSS JOIN LATERAL (
    SELECT date_trunc('day', since, 'UTC') AS day, sum(events) AS events, ${isCut('s')} AS is_cut FROM usage_days
    WHERE installation_id = $1 AND subject = u.subject AND meter = u.meter AND ${within('s')} GROUP BY 1
  ) p
)
SELECT coalesce(sum(CASE WHEN p.is_cut THEN (
    SELECT count(*) FROM usage_events WHERE installation_id = $1 AND subject = p.subject AND meter = p.meter AND ${ofDay('p', 'p')}
  ) ELSE p.events END), 0)::bigint::text AS events
FROM span LEFT JOIN part p USING (place) GROUP BY place ORDER BY place`,
};

/** By the ids of events, which have an index on when they came: what is read is what has come since. */
export const USERS_SINCE = `/* every tenant: who has used something */
  SELECT DISTINCT installation_id AS id FROM usage_keys WHERE received_at >= $1`;
