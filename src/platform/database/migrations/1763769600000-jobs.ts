import { getConstructionPlans } from 'pg-boss';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The schema of the job queue, which pg-boss would otherwise make at start with rights that the app does not have. */
export class Jobs1763769600000 implements MigrationInterface {
  readonly name = 'Jobs1763769600000';

  async up(runner: QueryRunner): Promise<void> {
    const plan = getConstructionPlans('pgboss')
      .replace(/^\s*BEGIN;/, '')
      .replace(/COMMIT;\s*$/, '');
    await runner.query(plan);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA pgboss CASCADE');
  }
}
