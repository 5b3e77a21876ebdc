import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each uninstall has come, and what a removal at the driver needs and meets. */
export class Uninstalls1763776860000 implements MigrationInterface {
  readonly name = 'Uninstalls1763776860000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE uninstalls (
      installation_id text NOT NULL,
      stage text NOT NULL,
      stage_since timestamptz NOT NULL,
      origin text NOT NULL,
      settled_at timestamptz,
      waits_for text,
      due_at timestamptz,
      CONSTRAINT uninstalls_pkey PRIMARY KEY (installation_id),
      CONSTRAINT uninstalls_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
      CONSTRAINT uninstalls_stage_check CHECK (stage IN ('requested', 'removing', 'settling', 'finalized', 'purged')),
      CONSTRAINT uninstalls_origin_check CHECK (origin IN ('delete', 'webhook', 'reconciliation')),
      CONSTRAINT uninstalls_stage_due_at_check CHECK ((stage IN ('finalized', 'purged')) = (due_at IS NULL)),
      CONSTRAINT uninstalls_stage_settled_at_check CHECK (stage NOT IN ('finalized', 'purged') OR settled_at IS NOT NULL)
    )`);
    await runner.query(`CREATE INDEX uninstalls_due_at_idx ON uninstalls (due_at) WHERE due_at IS NOT NULL`);
    await runner.query(`CREATE INDEX uninstalls_stage_since_idx ON uninstalls (stage_since) WHERE stage = 'finalized'`);
    await runner.query(`/* every tenant: those that were leaving or have left when the table came */
      INSERT INTO uninstalls (installation_id, stage, stage_since, origin, settled_at, due_at)
      SELECT id, CASE state WHEN 'uninstalled' THEN 'finalized' ELSE 'requested' END,
        coalesce(uninstalled_at, uninstall_requested_at), 'delete', uninstalled_at,
        CASE state WHEN 'uninstalling' THEN uninstall_requested_at END
      FROM installations WHERE state <> 'active'`);
    await runner.query('DROP INDEX installations_window_closes_at_idx');
    await runner.query(`ALTER TABLE resources
      ADD COLUMN driver text,
      ADD COLUMN removal_attempts integer NOT NULL DEFAULT 0,
      ADD COLUMN removal_problem text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE resources DROP COLUMN driver, DROP COLUMN removal_attempts, DROP COLUMN removal_problem',
    );
    await runner.query(
      `CREATE INDEX installations_window_closes_at_idx ON installations (window_closes_at) WHERE state = 'uninstalling'`,
    );
    await runner.query('DROP TABLE uninstalls');
  }
}
