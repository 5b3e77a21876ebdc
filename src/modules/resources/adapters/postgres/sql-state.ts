import pg from 'pg';

/**
 * In use, deadlock, could not serialize; a name that a twin took, or a role that went away since it was listed:
 * the same work, begun again, succeeds a moment later.
 */
const CONTENTION = new Set(['55006', '40P01', '40001', '23505', '42710', '42P04', '42704']);

/** The server's own refusal, with its SQLSTATE; undefined when the error came from elsewhere. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** Another session was at the same catalog row. */
export function isContention(error: unknown): boolean {
  const state = sqlState(error);
  if (state === 'XX000') return (error as Error).message.includes('concurrently');
  return state !== undefined && CONTENTION.has(state);
}
