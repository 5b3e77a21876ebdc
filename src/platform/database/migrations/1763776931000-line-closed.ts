import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From when on Vercel is called no more in the name of an installation that leaves. */
export class LineClosed1763776931000 implements MigrationInterface {
  readonly name = 'LineClosed1763776931000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE installations ADD COLUMN line_closed_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE installations DROP COLUMN line_closed_at');
  }
}
