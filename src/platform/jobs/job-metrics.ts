import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Sql } from '../database/index.js';
import { Metrics, type Reading } from '../metrics/index.js';
import { DEAD_LETTERS, LANES } from './job-definition.js';

/** More are not counted: nobody has to know whether it is eleven thousand. */
const MOST_COUNTED = 10_000;

const OLDEST = `SELECT lane, (SELECT extract(epoch FROM clock_timestamp() - min(start_after))::float8 FROM pgboss.job
    WHERE name = lane AND state < 'active' AND start_after <= clock_timestamp()) AS age FROM unnest($1::text[]) AS lane`;

const DEAD = `SELECT count(*)::int AS dead FROM (SELECT FROM pgboss.job WHERE name = $1 AND state < 'active' LIMIT $2) AS counted`;

const BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 600];

/** Shows whether work is done in time, and what was given up. */
@Injectable()
export class JobMetrics implements OnModuleInit {
  /** Notes one try that has ended. */
  readonly note: (values: Readonly<Record<'job' | 'outcome', string>>, seconds: number) => void;

  constructor(
    private readonly metrics: Metrics,
    private readonly sql: Sql,
  ) {
    this.note = metrics.histogram({
      name: 'stallholder_job_seconds',
      help: 'Time that one try of a job took, by job and outcome (completed, failed, deadletter).',
      labels: ['job', 'outcome'],
      buckets: BUCKETS,
    });
  }

  onModuleInit(): void {
    this.metrics.gauge({
      name: 'stallholder_oldest_job_age_seconds',
      help: 'How long the oldest job of a lane that is due has been waiting; 0 where none is.',
      labels: ['lane'],
      read: () => this.oldest(),
    });
    this.metrics.gauge({
      name: 'stallholder_dead_letters',
      help: `Jobs that were given up and wait for an operator, counted up to ${MOST_COUNTED}.`,
      read: async () => [{ value: await this.dead() }],
    });
  }

  private async oldest(): Promise<readonly Reading[]> {
    const rows = await this.sql.rows<{ lane: string; age: number | null }>({ text: OLDEST, values: [[...LANES]] });
    return rows.map(({ lane, age }) => ({ labels: { lane }, value: age ?? 0 }));
  }

  private async dead(): Promise<number> {
    const [row] = await this.sql.rows<{ dead: number }>({ text: DEAD, values: [DEAD_LETTERS, MOST_COUNTED] });
    return row?.dead ?? 0;
  }
}
