import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../database/index.js';
import { Conflict } from '../errors/index.js';
import { DEAD_LETTERS, LANES, type JobData, type Lane } from './job-definition.js';
import { Jobs } from './jobs.js';

/** A dead letter that was placed again. */
export interface Requeued {
  readonly id: string;
  readonly name: string;
  readonly data: JobData;
}

const TAKE = `DELETE FROM pgboss.job WHERE name = '${DEAD_LETTERS}' AND id = $1::uuid AND source_name = ANY($2)
  RETURNING source_name AS lane, data->>'job' AS name, data->'data' AS data`;

/** What was given up, for another go. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly sql: Sql,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
  ) {}

  /** Places it anew in its lane, with all its tries; null when there is no such letter, or another has done so. */
  async requeue(id: string): Promise<Requeued | null> {
    this.unitOfWork.assertOpen('Placing a dead letter again');
    const values = [id, LANES];
    const [letter] = await this.sql.rows<{ lane: Lane; name: string; data: JobData }>({ text: TAKE, values });
    if (letter === undefined) return null;
    const { lane, name, data } = letter;
    const placed = await this.jobs.place(lane, { job: name, data });
    if (placed === null) throw new Conflict('A twin of the job waits');
    return { id: placed, name, data };
  }
}
