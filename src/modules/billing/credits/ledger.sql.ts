/** Opens the account once, and has it looked at by $2 at the latest; locks it either way. */
export const OPEN = `INSERT INTO credit_accounts AS a (installation_id, due_at, opened_at) VALUES ($1, $2, $3)
  ON CONFLICT (installation_id) DO UPDATE SET due_at = least(a.due_at, excluded.due_at)`;

/** Entries and balances are written by one statement, behind the lock of the account that counts the entries. */
export const APPEND = `WITH entry AS (
    SELECT * FROM unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::jsonb[])
      WITH ORDINALITY AS t (holder, kind, cents, reference, details, place)
  ), account AS (
    UPDATE credit_accounts SET entries = entries + cardinality($2::text[]) WHERE installation_id = $1 RETURNING entries
  ), written AS (
    INSERT INTO ledger_entries (installation_id, number, at, holder, kind, cents, reference, details)
    SELECT $1, account.entries - cardinality($2::text[]) + entry.place, $7, entry.holder, entry.kind, entry.cents, entry.reference, entry.details
    FROM entry, account
  ), kept AS (
    INSERT INTO credit_balances AS b (installation_id, holder, cents)
    SELECT $1, entry.holder, sum(entry.cents) FROM entry GROUP BY entry.holder
    ON CONFLICT (installation_id, holder) DO UPDATE SET cents = b.cents + excluded.cents
  )
  SELECT entries FROM account`;

export const BALANCES = `SELECT holder, cents FROM credit_balances WHERE installation_id = $1`;

/** Those of resources that are still there, and of installations themselves: read by the database's own function, as by the claim of a push. */
export const TOLD_BALANCES = `SELECT balances FROM told_balances(ARRAY[$1::text])`;

export const LIST = `SELECT number, at, holder, kind, cents, reference, details FROM ledger_entries
  WHERE installation_id = $1 AND number > $2 ORDER BY number LIMIT $3`;

/** Before that of number $2, the newest first. */
export const LIST_NEWEST = `SELECT number, at, holder, kind, cents, reference, details FROM ledger_entries
  WHERE installation_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3`;

export const FIND_BY_REFERENCE = `SELECT number, at, holder, kind, cents, reference, details FROM ledger_entries
  WHERE installation_id = $1 AND reference = $2 ORDER BY number`;

/** Balances that are not the sum of their entries. */
export const REPAIR = `WITH summed AS (
    SELECT holder, sum(cents) AS cents FROM ledger_entries WHERE installation_id = $1 GROUP BY holder
  ), wrong AS (
    SELECT b.holder, b.cents AS kept, coalesce(s.cents, 0) AS summed
    FROM credit_balances b LEFT JOIN summed s ON s.holder = b.holder
    WHERE b.installation_id = $1 AND b.cents <> coalesce(s.cents, 0)
  )
  UPDATE credit_balances b SET cents = wrong.summed FROM wrong WHERE b.installation_id = $1 AND b.holder = wrong.holder
  RETURNING b.holder, wrong.kept, wrong.summed`;

/** In the order in which they refer to each other. */
export const DELETE_SOME = [
  'ledger_entries',
  'credit_burns',
  'credit_periods',
  'credit_balances',
  'credit_accounts',
].map(
  (table) => `DELETE FROM ${table} WHERE installation_id = $1 AND ctid IN (
    SELECT ctid FROM ${table} WHERE installation_id = $1 LIMIT $2
  )`,
);
