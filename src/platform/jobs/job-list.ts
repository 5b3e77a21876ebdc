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

/** Which dead letters are meant; null stands for all. */
export interface DeadFilter {
  readonly lane: Lane | null;
  readonly name: string | null;
  /** Given up before then. */
  readonly before: Date | null;
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

const JOB = `SELECT ${SHARED}, name AS lane, ${STATE} AS state, created_on AS "placedAt", start_after AS "dueAt",
    completed_on AS "endedAt", retry_count + (started_on IS NOT NULL)::int AS tries, ${reasonIn('output')} AS reason
  FROM pgboss.job`;

const LIST = `${JOB} WHERE name = ANY($4) AND ($5::text IS NULL OR ${STATE} = $5)
    AND ($6::text IS NULL OR data->>'job' = $6) AND ${PAGE}`;

const FIND = `${JOB} WHERE name = ANY($1) AND id = $2::uuid`;

const DEAD = `SELECT ${SHARED}, source_name AS lane, source_created_on AS "placedAt", created_on AS "diedAt",
    coalesce(source_retry_count, 0) + 1 AS tries, ${reasonIn('source_output')} AS reason
  FROM pgboss.job WHERE name = '${DEAD_LETTERS}'`;

const LIST_DEAD = `${DEAD} AND ($4::text IS NULL OR source_name = $4) AND ($5::text IS NULL OR data->>'job' = $5)
    AND ($6::timestamptz IS NULL OR created_on < $6) AND ${PAGE}`;

const FIND_DEAD = `${DEAD} AND id = $1::uuid`;

/** Reads pg-boss's tables for those who look after the server, oldest first. */
@Injectable()
export class JobList {
  constructor(private readonly sql: Sql) {}

  listPage({ lane, state, name }: JobFilter, after: JobPlace, limit: number): Promise<ListedJob[]> {
    const lanes = lane === null ? LANES : [lane];
    const values = [after.placedMicros, after.id, limit, lanes, state, name];
    return this.sql.rows<ListedJob & Record<string, unknown>>({ text: LIST, values });
  }

  /** The one of that id, in whatever lane; null for none. */
  async find(id: string): Promise<ListedJob | null> {
    const [job] = await this.sql.rows<ListedJob & Record<string, unknown>>({ text: FIND, values: [LANES, id] });
    return job ?? null;
  }

  listDead({ lane, name, before }: DeadFilter, after: JobPlace, limit: number): Promise<DeadLetter[]> {
    const values = [after.placedMicros, after.id, limit, lane, name, before];
    return this.sql.rows<DeadLetter & Record<string, unknown>>({ text: LIST_DEAD, values });
  }

  async findDead(id: string): Promise<DeadLetter | null> {
    const [letter] = await this.sql.rows<DeadLetter & Record<string, unknown>>({ text: FIND_DEAD, values: [id] });
    return letter ?? null;
  }
}
