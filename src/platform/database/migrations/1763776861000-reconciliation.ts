import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When each installation is compared with Vercel, and what was found that nobody could mend. */
export class Reconciliation1763776861000 implements MigrationInterface {
  readonly name = 'Reconciliation1763776861000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE installations ADD COLUMN reconcile_at timestamptz NOT NULL DEFAULT (now() + interval '1 day')`,
    );
    await runner.query(
      `CREATE INDEX installations_reconcile_at_idx ON installations (reconcile_at) WHERE state = 'active'`,
    );
    await runner.query(`ALTER TABLE members ADD COLUMN confirmed_at timestamptz`);
    await runner.query(`CREATE TABLE reconciliation_findings (
      installation_id text NOT NULL,
      kind text NOT NULL,
      subject text NOT NULL,
      id text NOT NULL,
      since timestamptz NOT NULL,
      seen_at timestamptz NOT NULL,
      details jsonb NOT NULL,
      CONSTRAINT reconciliation_findings_pkey PRIMARY KEY (installation_id, kind, subject),
      CONSTRAINT reconciliation_findings_id_uq UNIQUE (id),
      CONSTRAINT reconciliation_findings_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
      CONSTRAINT reconciliation_findings_kind_check
        CHECK (kind IN ('gone-at-vercel', 'refused-by-vercel', 'missing-at-vercel', 'unknown-here'))
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reconciliation_findings');
    await runner.query('ALTER TABLE members DROP COLUMN confirmed_at');
    await runner.query('ALTER TABLE installations DROP COLUMN reconcile_at');
  }
}
