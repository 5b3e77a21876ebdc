import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the product is asked next what a resource uses, and up to when it has told so. */
export class UsagePolls1763776921000 implements MigrationInterface {
  readonly name = 'UsagePolls1763776921000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE usage_polls (
      installation_id text NOT NULL,
      resource_id text NOT NULL,
      due_at timestamptz NOT NULL,
      measured_until timestamptz NOT NULL,
      asked_until timestamptz,
      CONSTRAINT usage_polls_pkey PRIMARY KEY (installation_id, resource_id),
      CONSTRAINT usage_polls_installation_id_resource_id_fkey FOREIGN KEY (installation_id, resource_id)
        REFERENCES resources (installation_id, id) ON UPDATE CASCADE ON DELETE CASCADE,
      CONSTRAINT usage_polls_asked_until_check CHECK (asked_until > measured_until)
    )`);
    await runner.query('CREATE INDEX usage_polls_due_at_idx ON usage_polls (due_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE usage_polls');
  }
}
