/** The guard's read, and with it the whole of a GET: the installation and the resource of a path. */
export const LOOK = {
  name: 'look',
  text: `SELECT i.state AS installation_state, i.audience, r.id, r.product_slug, r.name, r.metadata, r.state, r.protocol_settings
         FROM installations i LEFT JOIN resources r ON r.installation_id = i.id AND r.id = $2 WHERE i.id = $1`,
};

export const CLAIM = {
  name: 'claim',
  text: `INSERT INTO idempotency_keys (installation_id, key_digest, body_digest, claim, claimed_until, created_at)
         VALUES ($1, $2, $3, $4, now() + interval '8 seconds', now()) ON CONFLICT DO NOTHING`,
};

export const PLACE = {
  name: 'place',
  text: `INSERT INTO resources (installation_id, id, product_slug, plan_id, name, metadata, protocol_settings, state, ever_billed,
           request_digest, credential_seed, credential_seed_key_id, revision, applied_revision, due_at, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'placed', true, $8, $9, $10, 1, 0, now() + interval '120 seconds', now(), now())`,
};

export const AUDIT = {
  name: 'audit',
  text: `INSERT INTO audit_entries (at, id, installation_id, actor_kind, actor_id, action, subject, details, request_id)
         VALUES (now(), $1, $2, 'vercel-user', $3, 'resource.placed', $4, $5, $6)`,
};

export const RECORD = {
  name: 'record',
  text: `WITH done AS (
           UPDATE resources SET state = 'ready', applied_revision = revision, due_at = NULL, updated_at = now()
           WHERE installation_id = $1 AND id = $2 AND state = 'placed' RETURNING installation_id, id, product_slug, plan_id, created_at),
         billed AS (
           INSERT INTO plan_segments (installation_id, id, resource_id, product_slug, plan_id, started_at)
           SELECT installation_id, gen_random_uuid(), id, product_slug, plan_id, created_at FROM done)
         INSERT INTO resource_credentials (installation_id, resource_id, version, secrets, secrets_key_id, created_at)
         SELECT installation_id, id, 1, $3, $4, now() FROM done`,
};

export const ANSWER = {
  name: 'answer',
  text: `WITH held AS (
           UPDATE idempotency_keys SET answer_id = $3, answered_at = now()
           WHERE installation_id = $1 AND key_digest = $2 RETURNING installation_id)
         INSERT INTO idempotency_answers (installation_id, id, created_at, status, body, body_key_id)
         SELECT installation_id, $3, now(), 200, $4, $5 FROM held`,
};

/** Who is signed in, by the digest of the cookie. */
export const SESSION = {
  name: 'session',
  text: `SELECT s.installation_id, i.account_name, m.role FROM sessions s
         JOIN members m ON m.installation_id = s.installation_id AND m.id = s.member_id AND m.role <> 'NONE'
         JOIN installations i ON i.id = s.installation_id AND i.state = 'active'
         WHERE s.digest = $1 AND s.expires_at > now()`,
};

export const STOCK = {
  name: 'stock',
  text: `SELECT id, product_slug, name, state, plan_id FROM resources WHERE installation_id = $1 AND state <> 'removed' ORDER BY created_at`,
};
