import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the provider's dashboard has given a browser along, to know it again by. */
export class HandoffState1763777052000 implements MigrationInterface {
  readonly name = 'HandoffState1763777052000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE handoff_codes ADD COLUMN state text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE handoff_codes DROP COLUMN state');
  }
}
