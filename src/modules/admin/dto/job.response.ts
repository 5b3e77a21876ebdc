/** A job as operators see it. */
export class AdminJobResponse {
  readonly id: string;
  readonly lane: string;
  /** Its kind. @example webhooks.handle-event */
  readonly name: string;
  /** What it is about: ids. */
  readonly data: Record<string, unknown>;
  readonly state: 'waiting' | 'retrying' | 'running' | 'completed' | 'cancelled' | 'failed';
  /** Tries that were begun. */
  readonly tries: number;
  /** ISO 8601. */
  readonly placedAt: string;
  /** ISO 8601; it does not run before. */
  readonly dueAt: string;
  /** ISO 8601. */
  readonly endedAt?: string;
  /** Why its last try failed. */
  readonly reason?: string;
}

/** A page of jobs, oldest first. */
export class AdminJobsResponse {
  readonly jobs: AdminJobResponse[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}

/** A job that was given up. */
export class AdminDeadLetterResponse {
  readonly id: string;
  /** Where it came from. */
  readonly lane?: string;
  readonly name: string;
  /** What it is about: ids. */
  readonly data: Record<string, unknown>;
  readonly tries: number;
  /** ISO 8601. */
  readonly placedAt?: string;
  /** ISO 8601. */
  readonly diedAt: string;
  /** Why its last try failed. */
  readonly reason: string;
}

/** A page of dead letters, oldest first. */
export class AdminDeadLettersResponse {
  readonly jobs: AdminDeadLetterResponse[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}

/** The job that a dead letter has become. */
export class AdminRequeuedResponse {
  /** @example 0197b1a4-5f0c-7cc1-a3c5-1f6f1b0f9b8e */
  readonly id: string;
  /** Its kind. @example resources.bring-forward */
  readonly name: string;
}

/** How many dead letters an action on all of a kind has taken. */
export class AdminDeadLettersTakenResponse {
  /** At most 200 in one call. @example 12 */
  readonly taken: number;
  /** Whether more of them may be left, for a further call. */
  readonly isMore: boolean;
}
