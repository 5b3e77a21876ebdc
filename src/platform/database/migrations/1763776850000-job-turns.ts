import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Turns of the jobs of which one at a time runs for an installation. */
export class JobTurns1763776850000 implements MigrationInterface {
  readonly name = 'JobTurns1763776850000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE job_turns (
      installation_id text NOT NULL,
      job_id uuid NOT NULL,
      attempt integer NOT NULL,
      held_until timestamptz NOT NULL,
      CONSTRAINT job_turns_pkey PRIMARY KEY (installation_id)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE job_turns');
  }
}
