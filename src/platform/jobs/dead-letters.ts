import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../database/index.js';
import { Conflict } from '../errors/index.js';
import { DEAD_LETTERS, LANES, type JobData, type Lane } from './job-definition.js';
import type { DeadFilter } from './job-list.js';
import { Jobs } from './jobs.js';

/** A dead letter that was taken: as what it was given up. */
export interface Taken {
  readonly letterId: string;
  readonly name: string;
  readonly data: JobData;
}

/** A dead letter that was placed again; `id` is that of the job it has become. */
export interface Requeued extends Taken {
  readonly id: string;
}

type Row = Taken & { readonly lane: Lane };

const WHAT = `RETURNING id AS "letterId", source_name AS lane, data->>'job' AS name, data->'data' AS data`;
const KNOWN = `name = '${DEAD_LETTERS}' AND source_name = ANY($1)`;

const TAKE = `DELETE FROM pgboss.job WHERE ${KNOWN} AND id = $2::uuid ${WHAT}`;

const TAKE_SOME = `DELETE FROM pgboss.job WHERE ${KNOWN} AND id IN (
  SELECT id FROM pgboss.job WHERE ${KNOWN} AND ($3::text IS NULL OR source_name = $3)
    AND ($4::text IS NULL OR data->>'job' = $4) AND ($5::timestamptz IS NULL OR created_on < $5)
  ORDER BY created_on, id LIMIT $2 FOR UPDATE SKIP LOCKED) ${WHAT}`;

/** What was given up, for another go or for good. In the caller's unit of work. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly sql: Sql,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
  ) {}

  /** Places it anew in its lane, with all its tries; null when there is no such letter, or another has done so. */
  async requeue(id: string): Promise<Requeued | null> {
    const letter = await this.take(id);
    return letter === null ? null : this.place(letter);
  }

  /** As `requeue` for the oldest that are meant, at most `limit`. */
  async requeueSome(filter: DeadFilter, limit: number): Promise<readonly Requeued[]> {
    const requeued: Requeued[] = [];
    for (const letter of await this.takeSome(filter, limit)) requeued.push(await this.place(letter));
    return requeued;
  }

  /** Gives it up for good; null when there is no such letter any more. */
  discard(id: string): Promise<Taken | null> {
    return this.take(id);
  }

  /** As `discard` for the oldest that are meant, at most `limit`. */
  discardSome(filter: DeadFilter, limit: number): Promise<readonly Taken[]> {
    return this.takeSome(filter, limit);
  }

  private async take(id: string): Promise<Row | null> {
    this.unitOfWork.assertOpen('Taking a dead letter');
    const [letter] = await this.sql.rows<Row & Record<string, unknown>>({ text: TAKE, values: [LANES, id] });
    return letter ?? null;
  }

  private takeSome({ lane, name, before }: DeadFilter, limit: number): Promise<Row[]> {
    this.unitOfWork.assertOpen('Taking dead letters');
    const values = [LANES, limit, lane, name, before];
    return this.sql.rows<Row & Record<string, unknown>>({ text: TAKE_SOME, values });
  }

  private async place({ lane, letterId, name, data }: Row): Promise<Requeued> {
    const id = await this.jobs.place(lane, { job: name, data });
    if (id === null) throw new Conflict('A twin of the job waits');
    return { id, letterId, name, data };
  }
}
