import { Injectable } from '@nestjs/common';
import { Sql } from '../database/index.js';
import { DEAD_LETTERS, LANES, type JobData, type Lane } from './job-definition.js';

/** What a job can be doing, in our words. */
export const JOB_STATES = ['waiting', 'retrying', 'running', 'completed', 'cancelled', 'failed'] as const;
/** One of them. */
export type JobState = (typeof JOB_STATES)[number];

/** Where a page begins: behind the job that was placed then, in microseconds since 1970, and has that id. */
export interface JobPlace {
  readonly placedMicros: string;
  readonly id: string;
}

/** A job as it stands in its lane. */
export interface ListedJob extends JobPlace {
  readonly lane: string;
  readonly name: string | null;
  readonly data: JobData | null;
  readonly state: JobState;
  readonly tries: number;
  readonly placedAt: Date;
  readonly dueAt: Date;
  readonly endedAt: Date | null;
  /** Of the last try that failed. */
  readonly reason: string | null;
}

/** A job that was given up. */
export interface DeadLetter extends JobPlace {
  readonly lane: string | null;
  readonly name: string | null;
  readonly data: JobData | null;
  readonly tries: number;
  readonly placedAt: Date | null;
  readonly diedAt: Date;
  readonly reason: string | null;
}

/** Which jobs are meant; null stands for all. */
export interface JobFilter {
  readonly lane: Lane | null;
  readonly state: JobState | null;
  readonly name: string | null;
}

/** Before the first of them. */
export const FIRST_PLACE: JobPlace = { placedMicros: '0', id: '00000000-0000-0000-0000-000000000000' };

/** Our handlers tell a reason; pg-boss, for a worker that fell silent or ended, a message or a text. */
const reasonIn = (column: string): string =>
  `coalesce(${column}->>'reason', ${column}->'value'->>'message', ${column}->>'message', ${column}->>'value')`;

const SHARED = `id, (extract(epoch FROM created_on) * 1000000)::bigint::text AS "placedMicros",
  data->>'job' AS name, data->'data' AS data`;
const PAGE = `(created_on, id) > (timestamptz 'epoch' + $1::bigint * interval '1 microsecond', $2::uuid)
  ORDER BY created_on, id LIMIT $3`;

const STATE = `CASE state WHEN 'created' THEN 'waiting' WHEN 'retry' THEN 'retrying' WHEN 'active' THEN 'running' ELSE state::text END`;

const LIST = `SELECT ${SHARED}, name AS lane, ${STATE} AS state, created_on AS "placedAt", start_after AS "dueAt",
    completed_on AS "endedAt", retry_count + (started_on IS NOT NULL)::int AS tries, ${reasonIn('output')} AS reason
  FROM pgboss.job WHERE name = ANY($4) AND ($5::text IS NULL OR ${STATE} = $5)
    AND ($6::text IS NULL OR data->>'job' = $6) AND ${PAGE}`;

const LIST_DEAD = `SELECT ${SHARED}, source_name AS lane, source_created_on AS "placedAt", created_on AS "diedAt",
    coalesce(source_retry_count, 0) + 1 AS tries, ${reasonIn('source_output')} AS reason
  FROM pgboss.job WHERE name = '${DEAD_LETTERS}' AND ${PAGE}`;

/** Reads pg-boss's tables for those who look after the server, oldest first. */
@Injectable()
export class JobList {
  constructor(private readonly sql: Sql) {}

  listPage({ lane, state, name }: JobFilter, after: JobPlace, limit: number): Promise<ListedJob[]> {
    const lanes = lane === null ? LANES : [lane];
    const values = [after.placedMicros, after.id, limit, lanes, state, name];
    return this.sql.rows<ListedJob & Record<string, unknown>>({ text: LIST, values });
  }

  listDead(after: JobPlace, limit: number): Promise<DeadLetter[]> {
    const values = [after.placedMicros, after.id, limit];
    return this.sql.rows<DeadLetter & Record<string, unknown>>({ text: LIST_DEAD, values });
  }
}
