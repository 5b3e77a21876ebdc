/** The clock after it was moved. */
export class ClockResponse {
  /** ISO 8601: the present from now on. */
  readonly now: string;
}
