import type pg from 'pg';
import type { PgBoss } from 'pg-boss';

/** What the business goes by: the one clock of all servers. They read it when they start. */
const MOVE_CLOCK = 'UPDATE clock_offsets SET offset_ms = offset_ms + $1::bigint * 1000';

/** What measures processes goes by the database's own clock, which nobody moves: so the instants move. */
const SET_BACK_CLAIMS = `UPDATE idempotency_keys SET claimed_until = claimed_until - $1 * interval '1 second'
  WHERE answer_id IS NULL`;
const SET_BACK = [
  SET_BACK_CLAIMS,
  `UPDATE pgboss.job SET created_on = created_on - $1 * interval '1 second', started_on = started_on - $1 * interval '1 second',
     heartbeat_on = heartbeat_on - $1 * interval '1 second', start_after = start_after - $1 * interval '1 second'
   WHERE state < 'completed'`,
  `UPDATE job_turns SET held_until = held_until - $1 * interval '1 second'`,
  `UPDATE pgboss.queue SET monitor_on = monitor_on - $1 * interval '1 second',
     monitor_claim_on = monitor_claim_on - $1 * interval '1 second'`,
];
const END_BACKOFF = `UPDATE pgboss.job SET start_after = now() WHERE state = 'retry' AND start_after > now()`;

/** Lets so many seconds pass for the claims of requests alone. */
export async function elapseForClaims(database: pg.Pool, seconds: number): Promise<void> {
  await database.query(SET_BACK_CLAIMS, [seconds]);
}

/** Lets so many seconds pass over a database on which no server runs, and the queue find out whose workers are dead. */
export async function elapse(database: pg.Pool, queue: PgBoss, seconds: number): Promise<void> {
  await database.query(MOVE_CLOCK, [seconds]);
  for (const statement of SET_BACK) await database.query(statement, [seconds]);
  await queue.supervise();
  await database.query(END_BACKOFF);
}
