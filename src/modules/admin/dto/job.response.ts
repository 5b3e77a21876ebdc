/** A job as operators see it. */
export class AdminJobResponse {
  /** Its own id. @example 0197b1a4-5f0c-7cc1-a3c5-1f6f1b0f9b8e */
  readonly id: string;
  /** `customer`: somebody waits for it; `bulk`: nobody does. @example customer */
  readonly lane: string;
  /** Its kind. @example webhooks.handle-event */
  readonly name: string;
  /** What it is about: ids. @example {"installationId":"icfg_9bceb8ccT32d3U417ezb5c8p"} */
  readonly data: Record<string, unknown>;
  /** `retrying` waits for its next try; what has `failed` for good is a dead letter as well. @example waiting */
  readonly state: 'waiting' | 'retrying' | 'running' | 'completed' | 'cancelled' | 'failed';
  /** Tries that were begun. @example 3 */
  readonly tries: number;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly placedAt: string;
  /** ISO 8601; it does not run before. @example 2026-01-31T12:00:00.000Z */
  readonly dueAt: string;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly endedAt?: string;
  /** Why its last try failed. @example Vercel answered 500 */
  readonly reason?: string;
}

/** A page of jobs, oldest first. */
export class AdminJobsResponse {
  /** Those of this page. */
  readonly jobs: AdminJobResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}

/** A job that was given up. */
export class AdminDeadLetterResponse {
  /** Its own id; the job has another one once it is placed again. @example 0197b1a4-5f0c-7cc1-a3c5-1f6f1b0f9b8e */
  readonly id: string;
  /** Where it came from. @example customer */
  readonly lane?: string;
  /** Kind of the job. @example resources.bring-forward */
  readonly name: string;
  /** What it is about: ids. @example {"installationId":"icfg_9bceb8ccT32d3U417ezb5c8p"} */
  readonly data: Record<string, unknown>;
  /** Tries that were begun. @example 3 */
  readonly tries: number;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly placedAt?: string;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly diedAt: string;
  /** Why its last try failed. @example "Vercel answered 500" */
  readonly reason: string;
}

/** A page of dead letters, oldest first. */
export class AdminDeadLettersResponse {
  /** Those of this page. */
  readonly jobs: AdminDeadLetterResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}

/** The job that a dead letter has become. */
export class AdminRequeuedResponse {
  /** Of the job. @example 0197b1a4-5f0c-7cc1-a3c5-1f6f1b0f9b8e */
  readonly id: string;
  /** Its kind. @example resources.bring-forward */
  readonly name: string;
}

/** How many dead letters an action on all of a kind has taken. */
export class AdminDeadLettersTakenResponse {
  /** At most 200 in one call. @example 12 */
  readonly taken: number;
  /** Whether more of them may be left, for a further call. @example false */
  readonly isMore: boolean;
}
