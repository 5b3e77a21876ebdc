/** Whole cents in a `bigint`, which PostgreSQL tells as text; libs/money keeps them within what a number holds. */
export const CENTS = {
  from: (cents: string): number => Number(cents),
  to: (cents: number): number => cents,
};
