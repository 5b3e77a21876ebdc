import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEX = 'usage_days_installation_id_since_idx';

/** To the planner this index looked as good as the key, and each meter of each resource read the days of its whole installation. */
export class UsageDaysByKey1763776970000 implements MigrationInterface {
  readonly name = 'UsageDaysByKey1763776970000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX ${INDEX}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX ${INDEX} ON usage_days (installation_id, since)`);
  }
}
