/** A failure in the words of PostgreSQL, Node or our own, which hold no secret; a failed connection may have several. */
export function describeFailure(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(describeFailure).join('; ');
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}
