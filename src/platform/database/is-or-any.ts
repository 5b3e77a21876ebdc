/** Condition that a column is what a named parameter says, or that the parameter is null; one statement for every choice of filters, planned for the values at hand. */
export function isOrAny(parameter: string, column: string): string {
  return `(CAST(:${parameter} AS text) IS NULL OR ${column} = :${parameter})`;
}
