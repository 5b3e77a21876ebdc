/** A whole number in a `bigint`, which PostgreSQL tells as text. */
export const WHOLE_NUMBER = {
  from: (digits: string): number => Number(digits),
  to: (number: number): number => number,
};
