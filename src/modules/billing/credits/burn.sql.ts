export const PAST_PERIODS = `SELECT starts_at AS start, ends_at AS end, events FROM credit_periods WHERE installation_id = $1 ORDER BY starts_at`;

export const ADD_PERIODS = `INSERT INTO credit_periods (installation_id, starts_at, ends_at)
  SELECT $1, t.starts_at, t.ends_at FROM unnest($2::timestamptz[], $3::timestamptz[]) AS t (starts_at, ends_at)`;

export const FORGET_PERIODS = `DELETE FROM credit_periods WHERE installation_id = $1 AND starts_at < $2`;

export const NOTE_PERIODS = `UPDATE credit_periods p SET events = t.events FROM unnest($2::timestamptz[], $3::bigint[]) AS t (starts_at, events)
  WHERE p.installation_id = $1 AND p.starts_at = t.starts_at`;

export const BURNED = `SELECT period_start AS "periodStart", holder, plan_id AS "planId", cents, revision FROM credit_burns
  WHERE installation_id = $1 AND period_start = ANY($2::timestamptz[])`;

export const NOTE_BURNS = `INSERT INTO credit_burns AS b (installation_id, period_start, holder, plan_id, cents, revision)
  SELECT $1, t.period_start, t.holder, t.plan_id, t.cents, t.revision
  FROM unnest($2::timestamptz[], $3::text[], $4::text[], $5::bigint[], $6::integer[]) AS t (period_start, holder, plan_id, cents, revision)
  ON CONFLICT (installation_id, period_start, holder, plan_id) DO UPDATE SET cents = excluded.cents, revision = excluded.revision`;

export const PUT_OFF = `UPDATE credit_accounts SET due_at = $2 WHERE installation_id = $1`;

export const TAKE_DUE = `/* every tenant: whose usage is to be taken from credits */
  UPDATE credit_accounts SET due_at = $2 WHERE installation_id IN (
    SELECT installation_id FROM credit_accounts WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
  ) RETURNING installation_id AS "installationId"`;

/** Once: false for the second who asks. */
export const CLOSE = `UPDATE credit_accounts SET closed_at = $2, due_at = NULL WHERE installation_id = $1 AND closed_at IS NULL`;

export const EXISTS = `SELECT 1 FROM credit_accounts WHERE installation_id = $1`;

/** Only those that wait for their hour. */
export const HURRY = `UPDATE credit_accounts SET due_at = $2 WHERE installation_id = ANY($1::text[]) AND due_at > $2`;
