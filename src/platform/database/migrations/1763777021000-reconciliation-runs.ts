import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What comparisons with Vercel came to. */
export class ReconciliationRuns1763777021000 implements MigrationInterface {
  readonly name = 'ReconciliationRuns1763777021000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE reconciliation_runs (
      installation_id text NOT NULL,
      id uuid NOT NULL,
      cause text NOT NULL,
      begun_at timestamptz NOT NULL,
      ended_at timestamptz NOT NULL,
      outcome text NOT NULL,
      problem text,
      found jsonb NOT NULL,
      found_count integer NOT NULL,
      repaired_count integer NOT NULL,
      request_id text,
      CONSTRAINT reconciliation_runs_pkey PRIMARY KEY (installation_id, id),
      CONSTRAINT reconciliation_runs_id_uq UNIQUE (id),
      CONSTRAINT reconciliation_runs_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
      CONSTRAINT reconciliation_runs_cause_check CHECK (cause IN ('night', 'operator')),
      CONSTRAINT reconciliation_runs_outcome_check
        CHECK (outcome IN ('compared', 'refused', 'unavailable', 'parked', 'not-standing'))
    )`);
    await runner.query(`CREATE INDEX reconciliation_runs_begun_at_id_idx ON reconciliation_runs (begun_at, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reconciliation_runs');
  }
}
