import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a product makes again what it has made before: its resource stays on its plan meanwhile. */
export class Remaking1763777020000 implements MigrationInterface {
  readonly name = 'Remaking1763777020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE resources ADD remaking boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE resources DROP COLUMN remaking`);
  }
}
