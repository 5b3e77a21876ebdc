/** The clock after it was moved. */
export class ClockResponse {
  /** ISO 8601: the present from now on. @example 2026-01-31T12:00:00.000Z */
  readonly now: string;
}
