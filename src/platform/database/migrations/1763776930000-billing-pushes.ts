import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far Vercel has been told of each installation's money. */
export class BillingPushes1763776930000 implements MigrationInterface {
  readonly name = 'BillingPushes1763776930000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE billing_pushes (
      installation_id text NOT NULL,
      due_at timestamptz,
      period_start timestamptz,
      period_end timestamptz,
      day_end timestamptz,
      last_timestamp timestamptz,
      claimed timestamptz,
      attempts integer NOT NULL DEFAULT 0,
      accepted_at timestamptz,
      accepted_until timestamptz,
      has_balances boolean NOT NULL DEFAULT false,
      last_error text,
      missed_days text[] NOT NULL DEFAULT '{}',
      CONSTRAINT billing_pushes_pkey PRIMARY KEY (installation_id),
      CONSTRAINT billing_pushes_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
      CONSTRAINT billing_pushes_day_end_check CHECK
        ((period_start IS NULL) = (day_end IS NULL) AND (period_end IS NULL) = (day_end IS NULL))
    )`);
    await runner.query(`CREATE INDEX billing_pushes_due_at_idx ON billing_pushes (due_at) WHERE due_at IS NOT NULL`);
    await runner.query(`/* every tenant: each gets its row */
      INSERT INTO billing_pushes (installation_id, due_at)
      SELECT id, CASE WHEN state = 'active'
        THEN now() + ('x' || substr(md5(id), 1, 7))::bit(28)::integer % 3600 * interval '1 second' END
      FROM installations`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE billing_pushes');
  }
}
