import { SHOWN_ON_RESOURCE } from '../notifications/index.js';

const SNAPSHOT = `r.id, r.product_slug AS "productSlug", r.plan_id AS "planId", r.name, r.metadata, r.state,
  r.linked_instance AS "linkedInstance", r.protocol_settings AS "protocolSettings", ${SHOWN_ON_RESOURCE} AS notification`;

/** Installation and resource of a path in one read: the guard's, and with it every GET's. */
export const LOOK = {
  name: 'tenant-look',
  text: `SELECT i.state AS "installationState", i.audience, r.id IS NOT NULL AS "hasResource", ${SNAPSHOT}
         FROM installations i
         LEFT JOIN resources r ON r.installation_id = i.id AND r.id = $2
         WHERE i.id = $1 AND i.kind = 'marketplace'`,
};

/** The installation alone, where the path names no resource. */
export const LOOK_AT_INSTALLATION = {
  name: 'tenant-look-at-installation',
  text: `SELECT state, audience FROM installations WHERE id = $1 AND kind = 'marketplace'`,
};

/** Whose keys an operator's request to a resource is kept under. */
export const OWNER = {
  text: `/* every tenant: operators name a resource by its id alone */
         SELECT installation_id AS "installationId" FROM resources WHERE id = $1`,
};

const place = (
  condition: string,
): string => `INSERT INTO resources (installation_id, id, product_slug, plan_id, name, metadata,
           external_id, protocol_settings, state, ever_billed, request_digest, credential_seed, credential_seed_key_id, revision,
           applied_revision, due_at, busy_until, created_at, updated_at, driver)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, 'placed', $9, $10, $11, $12, 1, 0, $13, $13, $14, $14, $15 ${condition}
         ON CONFLICT (installation_id, request_digest) WHERE state <> 'removed' DO NOTHING
         RETURNING id`;

/** Places a resource unless its request already has one; to be run behind the installation's lock. */
export const PLACE = { name: 'resource-place', text: place('') };

/** The same unless the plan's limit $16 is reached, which is counted by the plan's scope $17. */
export const PLACE_WITHIN_LIMIT = {
  name: 'resource-place-within-limit',
  text: place(`WHERE $16 > (
           SELECT count(*) FROM resources
           WHERE installation_id = $1 AND ($17 = 'installation' OR product_slug = $3) AND plan_id = $4 AND state NOT IN ('removing', 'removed')
         )`),
};

/**
 * Records what the driver made when it was told revision $7, if the resource is still waiting for it; no row when it was
 * taken back meanwhile. What is pending is looked at again at $8; otherwise a later revision falls due at once, and so does a
 * suspension that was wanted meanwhile.
 */
export const COMPLETE = {
  name: 'resource-complete',
  text: `WITH done AS (
           UPDATE resources r SET state = $3, applied_revision = $7, busy_until = NULL, updated_at = $4,
             due_at = CASE WHEN $3 = 'pending' THEN $8::timestamptz WHEN r.revision > $7 OR r.held THEN $4::timestamptz END
           WHERE r.installation_id = $1 AND r.id = $2 AND r.state = 'placed'
           RETURNING r.installation_id, ${SNAPSHOT}
         ), kept AS (
           INSERT INTO resource_credentials (installation_id, resource_id, version, state, secrets, secrets_key_id, created_at)
           SELECT installation_id, id, 1, 'current', $5, $6, $4 FROM done WHERE installation_id = $1
         ), segment AS (
           INSERT INTO plan_segments (installation_id, id, resource_id, product_slug, plan_id, started_at)
           SELECT installation_id, gen_random_uuid(), id, "productSlug", "planId", $4 FROM done
           WHERE installation_id = $1 AND state <> 'pending' AND "linkedInstance" IS NULL
         )
         SELECT done.*, (SELECT i.kind = 'connected' FROM installations i WHERE i.id = $1) AS "ownerIsConnected"
         FROM done WHERE installation_id = $1`,
};

/** Takes what is due, and puts its next look off, so that no two reconcilers take the same. */
export const TAKE_DUE = {
  text: `/* every tenant: what a crash or a lost job has left behind */
         UPDATE resources SET due_at = $2 WHERE (installation_id, id) IN (
           SELECT installation_id, id FROM resources WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
         ) RETURNING installation_id AS "installationId", id`,
};

/** As `TAKE_DUE`, of credentials that are to be revoked. */
export const TAKE_DUE_CREDENTIALS = {
  text: `/* every tenant: whose secrets are to be revoked */
         UPDATE resource_credentials SET due_at = $2 WHERE (installation_id, resource_id, version) IN (
           SELECT installation_id, resource_id, version FROM resource_credentials
           WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
         ) RETURNING installation_id AS "installationId", resource_id AS id`,
};

/** Takes every resource of an installation out of use; its plan is paid for no longer. */
export const START_REMOVAL_OF_ALL = {
  text: `WITH taken AS (
           UPDATE resources SET state = 'removing', due_at = $2, updated_at = $3
           WHERE installation_id = $1 AND state NOT IN ('removing', 'removed')
           RETURNING installation_id, id
         ), closed AS (
           UPDATE plan_segments SET ended_at = greatest($3::timestamptz, started_at)
           WHERE installation_id = $1 AND ended_at IS NULL AND resource_id IN (SELECT id FROM taken WHERE installation_id = $1)
         )
         SELECT id FROM taken WHERE installation_id = $1`,
};

/** Moves what is on one plan of the installation to another; what the driver makes right now hears of it afterwards. */
export const MOVE_ALL = {
  text: `WITH moved AS (
           UPDATE resources SET plan_id = $3, ever_billed = ever_billed OR $4, revision = revision + 1, refused = '{}',
             state = CASE WHEN unmade THEN 'pending' ELSE state END,
             due_at = CASE WHEN state = 'placed' THEN due_at ELSE $5 END, updated_at = $6
           WHERE installation_id = $1 AND plan_id = $2 AND state NOT IN ('removing', 'removed')
           RETURNING installation_id, id
         ), closed AS (
           UPDATE plan_segments SET ended_at = greatest($6::timestamptz, started_at)
           WHERE installation_id = $1 AND ended_at IS NULL AND resource_id IN (SELECT id FROM moved WHERE installation_id = $1)
           RETURNING installation_id, resource_id, product_slug, ended_at
         ), opened AS (
           INSERT INTO plan_segments (installation_id, id, resource_id, product_slug, plan_id, started_at)
           SELECT installation_id, gen_random_uuid(), resource_id, product_slug, $3, ended_at FROM closed WHERE installation_id = $1
         )
         SELECT id FROM moved WHERE installation_id = $1`,
};

/** What is left of removed resources of a tenant, a small batch at a time. */
export const DELETE_SOME_REMOVED = `DELETE FROM resources WHERE installation_id = $1 AND id IN (
  SELECT id FROM resources WHERE installation_id = $1 AND state = 'removed' LIMIT $2
)`;

/** Of each of some tenants: how many of its resources the product still holds, and a few of them, those in trouble first. */
export const LIST_HELD = `SELECT * FROM (
    SELECT installation_id AS "installationId", id, product_slug AS "productSlug", CASE state WHEN 'removing' THEN updated_at END AS since,
      removal_attempts AS attempts, removal_problem AS problem, due_at AS "dueAt",
      count(*) OVER (PARTITION BY installation_id)::integer AS total,
      row_number() OVER (PARTITION BY installation_id ORDER BY removal_attempts DESC, id) AS place
    FROM resources WHERE installation_id = ANY($1) AND state <> 'removed'
  ) AS held WHERE place <= $2 ORDER BY "installationId", place`;

/** How many live resources are on each plan of each product. */
export const COUNT_BY_PLAN = {
  text: `SELECT product_slug AS "productSlug", plan_id AS "planId", count(*)::integer AS count FROM resources
         WHERE installation_id = $1 AND state NOT IN ('removing', 'removed') GROUP BY product_slug, plan_id`,
};

/** `$1` the resource. */
export const WHOSE = `/* every tenant: a link names nothing but the resource */
  SELECT installation_id AS "installationId" FROM resources WHERE id = $1 AND state NOT IN ('removing', 'removed')`;
