const SHOWN = `jsonb_strip_nulls(jsonb_build_object('level', n.level, 'title', n.title, 'message', n.message, 'href', n.href))`;
const FIRST = `ORDER BY array_position(ARRAY['error', 'warn', 'info'], n.level), n.raised_at DESC, n.key`;

/** What is shown beside the resource `r` of a query, as Vercel reads it, or null: the most severe, of those the newest. */
export const SHOWN_ON_RESOURCE = `(
    SELECT ${SHOWN} FROM resource_notifications n
    WHERE n.installation_id = r.installation_id AND n.resource_id = r.id ${FIRST} LIMIT 1
  )`;

/** What is shown beside an installation. */
export const SHOWN_ON_INSTALLATION = {
  name: 'notification-of-installation',
  text: `SELECT ${SHOWN} AS shown FROM installation_notifications n WHERE n.installation_id = $1 ${FIRST} LIMIT 1`,
};

/** What is shown beside each of some resources. */
export const SHOWN_ON_RESOURCES = {
  name: 'notification-of-resources',
  text: `SELECT DISTINCT ON (n.resource_id) n.resource_id AS "resourceId", ${SHOWN} AS shown
         FROM resource_notifications n WHERE n.installation_id = $1 AND n.resource_id = ANY ($2::text[])
         ${FIRST.replace('ORDER BY', 'ORDER BY n.resource_id,')}`,
};

const RAISED = `n.level, n.title, n.message, n.href, n.raised_at AS "raisedAt"`;

/** All that is said beside an installation itself, what is shown first. */
export const RAISED_ON_INSTALLATION = `SELECT ${RAISED} FROM installation_notifications n WHERE n.installation_id = $1 ${FIRST}`;

/** All that is said beside a resource. */
export const RAISED_ON_RESOURCE = `SELECT ${RAISED} FROM resource_notifications n
  WHERE n.installation_id = $1 AND n.resource_id = $2 ${FIRST}`;

/** Whether a cause has something to say beside the installation `$1` of a query. */
export function isRaised(key: string): string {
  return `EXISTS (SELECT FROM installation_notifications n WHERE n.installation_id = $1 AND n.key = '${key}')`;
}

const SAID = '(level, title, message, href)';
const NEWS = `SET ${SAID} = (excluded.level, excluded.title, excluded.message, excluded.href), raised_at = excluded.raised_at
         WHERE (n.level, n.title, n.message, n.href) IS DISTINCT FROM (excluded.level, excluded.title, excluded.message, excluded.href)`;

const REPLACED = `RETURNING (SELECT to_jsonb(was) FROM was) AS replaced`;

/** Raises or replaces what a cause has to say, and gives what it said before; no row when it has said just that before. */
export const RAISE_ON_INSTALLATION = {
  text: `WITH was AS (SELECT level, title FROM installation_notifications WHERE installation_id = $1 AND key = $2)
         INSERT INTO installation_notifications AS n (installation_id, key, level, title, message, href, raised_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (installation_id, key) DO UPDATE ${NEWS} ${REPLACED}`,
};

/** The same of a resource, whose id comes last. */
export const RAISE_ON_RESOURCE = {
  text: `WITH was AS (SELECT level, title FROM resource_notifications WHERE installation_id = $1 AND key = $2 AND resource_id = $8)
         INSERT INTO resource_notifications AS n (installation_id, key, level, title, message, href, raised_at, resource_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (installation_id, resource_id, key) DO UPDATE ${NEWS} ${REPLACED}`,
};

const EARLIER = '($3::timestamptz IS NULL OR raised_at < $3)';

/** Takes back what a cause has said, unless it did so at `$3` or later, and gives it. */
export const WITHDRAW_FROM_INSTALLATION = {
  text: `DELETE FROM installation_notifications WHERE installation_id = $1 AND key = $2 AND ${EARLIER} RETURNING level, title`,
};

/** The same of a resource, whose id comes last. */
export const WITHDRAW_FROM_RESOURCE = {
  text: `DELETE FROM resource_notifications WHERE installation_id = $1 AND key = $2 AND ${EARLIER} AND resource_id = $4 RETURNING level, title`,
};
