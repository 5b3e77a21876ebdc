/** Jobs that somebody works on or could take now; safety nets for later are none. */
export const OUTSTANDING_JOBS = `SELECT name, state, data FROM pgboss.job
  WHERE name <> 'dead' AND (state IN ('retry', 'active') OR (state = 'created' AND start_after <= now()))`;
