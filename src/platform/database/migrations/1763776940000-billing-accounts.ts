import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the billing of each installation has come. Those that exist begin with the period in which they are looked at first. */
export class BillingAccounts1763776940000 implements MigrationInterface {
  readonly name = 'BillingAccounts1763776940000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE billing_accounts (
      installation_id text NOT NULL,
      anchored_at timestamptz NOT NULL,
      charged_since timestamptz NOT NULL,
      period_start timestamptz NOT NULL,
      period_end timestamptz NOT NULL,
      due_at timestamptz,
      carried_cents bigint NOT NULL,
      finished_at timestamptz,
      CONSTRAINT billing_accounts_pkey PRIMARY KEY (installation_id),
      CONSTRAINT billing_accounts_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
      CONSTRAINT billing_accounts_period_start_period_end_check CHECK (period_start <= period_end),
      CONSTRAINT billing_accounts_due_at_finished_at_check CHECK (finished_at IS NULL OR due_at IS NULL)
    )`);
    await runner.query(
      `CREATE INDEX billing_accounts_due_at_idx ON billing_accounts (due_at) WHERE due_at IS NOT NULL`,
    );
    await runner.query(`/* every tenant: those that are there when the table comes */
      INSERT INTO billing_accounts (installation_id, anchored_at, charged_since, period_start, period_end, due_at, carried_cents)
      SELECT id, created_at, created_at, created_at, created_at, CASE state WHEN 'active' THEN now() END, 0 FROM installations
      WHERE state <> 'uninstalled'`);
    await runner.query(`CREATE TABLE billing_periods (
      installation_id text NOT NULL,
      period_start timestamptz NOT NULL,
      period_end timestamptz NOT NULL,
      closed_at timestamptz NOT NULL,
      events bigint NOT NULL,
      carried_in_cents bigint NOT NULL,
      carried_out_cents bigint NOT NULL,
      outcome text NOT NULL,
      cents bigint NOT NULL,
      CONSTRAINT billing_periods_pkey PRIMARY KEY (installation_id, period_start),
      CONSTRAINT billing_periods_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
      CONSTRAINT billing_periods_period_start_period_end_check CHECK (period_start <= period_end),
      CONSTRAINT billing_periods_outcome_check CHECK (outcome IN ('invoiced', 'held', 'carried-over', 'written-off', 'nothing'))
    )`);
    await runner.query(`CREATE TABLE billing_charges (
      installation_id text NOT NULL,
      booking text NOT NULL,
      resource_id text NOT NULL,
      plan_id text NOT NULL,
      period_start timestamptz NOT NULL,
      part text NOT NULL,
      cents bigint NOT NULL,
      booked_at timestamptz NOT NULL,
      invoice_external_id text,
      wire_start timestamptz,
      wire_end timestamptz,
      CONSTRAINT billing_charges_pkey PRIMARY KEY (installation_id, booking, resource_id, plan_id, period_start, part),
      CONSTRAINT billing_charges_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
      CONSTRAINT billing_charges_part_check CHECK (part IN ('initial', 'advance', 'arrears')),
      CONSTRAINT billing_charges_wire_start_wire_end_check CHECK (wire_start < wire_end)
    )`);
    await runner.query(
      `CREATE INDEX billing_charges_installation_id_period_start_idx ON billing_charges (installation_id, period_start)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['billing_charges', 'billing_periods', 'billing_accounts'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
