import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which projects of a team an installation may reach, as Vercel said last. */
export class ProjectAccess1763776863000 implements MigrationInterface {
  readonly name = 'ProjectAccess1763776863000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE installations
      ADD COLUMN project_selection text,
      ADD COLUMN project_selection_since timestamptz,
      ADD CONSTRAINT installations_project_selection_check CHECK (project_selection IN ('all', 'selected'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE installations DROP COLUMN project_selection, DROP COLUMN project_selection_since');
  }
}
