const TAKE = `ON CONFLICT (installation_id, key_digest) DO UPDATE
           SET claim = excluded.claim, claimed_until = excluded.claimed_until
           WHERE held.answer_id IS NULL AND held.claimed_until < clock_timestamp() AND held.body_digest = excluded.body_digest
             AND held.installation_id = $1
         RETURNING claim`;

/** A twin that is about to write the same key is not waited for, since that would hold a connection. */
const UNLESS_TWIN = `INSERT INTO idempotency_keys AS held (installation_id, key_digest, body_digest, claim, claimed_until, created_at)
         SELECT $1, $2, $3, $4, clock_timestamp() + $5 * interval '1 second', $6
         WHERE pg_try_advisory_xact_lock(hashtextextended(encode($2, 'hex'), hashtext($1)))`;

/** Takes a key that is new, as nearly every key is. */
export const CLAIM_NEW = {
  name: 'idempotency-claim-new',
  text: `${UNLESS_TWIN} ON CONFLICT DO NOTHING RETURNING claim`,
};

/** Takes a key that is new, or whose last holder has neither answered nor been heard of; the same body only. */
export const CLAIM = { text: `${UNLESS_TWIN} ${TAKE}` };

/**
 * The same in a transaction of its own, which does not wait for the disk: whatever is committed on the strength of the claim
 * comes after it in the log, and takes it along.
 */
export const CLAIM_ALONE = {
  name: 'idempotency-claim-alone',
  text: `INSERT INTO idempotency_keys AS held (installation_id, key_digest, body_digest, claim, claimed_until, created_at)
         SELECT $1, $2, $3, $4, clock_timestamp() + $5 * interval '1 second', $6
         FROM set_config('synchronous_commit', 'off', true)
         ${TAKE}`,
};

/** What is on record under a key, with its answer once there is one. */
export const LOOK = {
  text: `SELECT k.body_digest, k.answer_id, k.claimed_until < clock_timestamp() AS abandoned, a.status, a.body, a.body_key_id
         FROM idempotency_keys k
         LEFT JOIN idempotency_answers a
           ON a.installation_id = k.installation_id AND a.id = k.answer_id AND a.created_at = k.answered_at
         WHERE k.installation_id = $1 AND k.key_digest = $2`,
};

/** Keeps the claim of a request that is still running. */
export const EXTEND = {
  text: `UPDATE idempotency_keys SET claimed_until = clock_timestamp() + $4 * interval '1 second'
         WHERE installation_id = $1 AND key_digest = $2 AND claim = $3 AND answer_id IS NULL`,
};

/**
 * Records the answer if the claim still holds; else it fails, since an answer without an installation is refused. The key is never
 * inserted, that would fail as well: an insert finds its partition as it runs, for an update PostgreSQL would plan anew each time.
 */
export const ANSWER = {
  name: 'idempotency-answer',
  text: `WITH answered AS (
           INSERT INTO idempotency_keys AS held (installation_id, key_digest, body_digest, claim, claimed_until, created_at)
           VALUES ($1, $2, '', $3, $5, $5)
           ON CONFLICT (installation_id, key_digest) DO UPDATE SET answer_id = $4, answered_at = $5
           WHERE held.claim = excluded.claim AND held.answer_id IS NULL AND held.installation_id = $1
           RETURNING CASE WHEN held.answer_id = $4 THEN held.installation_id END AS installation_id
         )
         INSERT INTO idempotency_answers (installation_id, id, created_at, status, body, body_key_id)
         VALUES ((SELECT installation_id FROM answered WHERE installation_id = $1), $4, $5, $6, $7, $8)`,
};

/** Where the answer to a request is kept. */
export const FIND_ANSWER = {
  text: `SELECT answer_id, answered_at FROM idempotency_keys
         WHERE installation_id = $1 AND key_digest = $2 AND answer_id IS NOT NULL`,
};

/** Puts another answer in the place of a kept one. */
export const REPLACE_ANSWER = {
  text: `UPDATE idempotency_answers SET status = $4, body = $5, body_key_id = $6
         WHERE installation_id = $1 AND id = $2 AND created_at = $3`,
};

/** Lets a request whose outcome may change be tried again at once; an extension that is still on its way misses it. */
export const RELEASE = {
  text: `UPDATE idempotency_keys SET claim = gen_random_uuid(), claimed_until = clock_timestamp() - interval '1 millisecond'
         WHERE installation_id = $1 AND key_digest = $2 AND claim = $3 AND answer_id IS NULL`,
};

/** Removes a small batch of old keys; their answers go with the partition of their month. */
export const PRUNE = {
  text: `/* every tenant: keys are kept for 30 days, whoever used them */
         DELETE FROM idempotency_keys WHERE ctid IN (
           SELECT ctid FROM idempotency_keys WHERE created_at < $1 LIMIT $2
         ) AND created_at < $1`,
};
