import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATES = `'held', 'prepared', 'parked', 'void', 'draft', 'pending', 'scheduled', 'invoiced', 'paid', 'notpaid', 'overdue', 'refund_requested', 'refunded'`;
const KINDS = `'signup', 'advance', 'arrears', 'closing', 'final'`;

/** Invoices, and what of customers' times on plans stands on them. */
export class Invoices1763776950000 implements MigrationInterface {
  readonly name = 'Invoices1763776950000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE invoices (
      installation_id text NOT NULL,
      id uuid NOT NULL,
      external_id text NOT NULL,
      kind text NOT NULL,
      period_start timestamptz NOT NULL,
      period_end timestamptz NOT NULL,
      invoice_date timestamptz NOT NULL,
      items jsonb NOT NULL,
      discounts jsonb NOT NULL,
      items_cents bigint NOT NULL,
      discounts_cents bigint NOT NULL,
      total_cents bigint NOT NULL,
      memo text,
      is_final boolean NOT NULL,
      is_test boolean NOT NULL,
      created_at timestamptz NOT NULL,
      state text NOT NULL,
      state_since timestamptz NOT NULL,
      problem text,
      vercel_id text,
      failed_at jsonb NOT NULL,
      paid_at timestamptz,
      refunded_cents bigint NOT NULL,
      due_at timestamptz,
      busy_until timestamptz,
      not_before timestamptz,
      attempts integer NOT NULL,
      destroy_at timestamptz,
      CONSTRAINT invoices_pkey PRIMARY KEY (installation_id, id),
      CONSTRAINT invoices_id_uq UNIQUE (id),
      CONSTRAINT invoices_installation_id_external_id_uq UNIQUE (installation_id, external_id),
      CONSTRAINT invoices_installation_id_vercel_id_uq UNIQUE (installation_id, vercel_id),
      CONSTRAINT invoices_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
      CONSTRAINT invoices_kind_check CHECK (kind IN (${KINDS})),
      CONSTRAINT invoices_state_check CHECK (state IN (${STATES})),
      CONSTRAINT invoices_total_cents_check CHECK (total_cents >= 0 AND items_cents - discounts_cents = total_cents),
      CONSTRAINT invoices_period_end_check CHECK (period_start < period_end),
      CONSTRAINT invoices_invoice_date_check CHECK (invoice_date BETWEEN period_start AND period_end),
      CONSTRAINT invoices_destroy_at_check CHECK (destroy_at IS NULL OR state = 'overdue')
    )`);
    await runner.query('CREATE INDEX invoices_due_at_idx ON invoices (due_at) WHERE due_at IS NOT NULL');
    await runner.query('CREATE INDEX invoices_destroy_at_idx ON invoices (destroy_at) WHERE destroy_at IS NOT NULL');
    await runner.query(
      `CREATE INDEX invoices_installation_id_idx ON invoices (installation_id) WHERE state IN ('notpaid', 'overdue')`,
    );
    await runner.query('CREATE INDEX invoices_state_id_idx ON invoices (state, id)');
    await runner.query(`CREATE TABLE invoice_accounts (
      installation_id text NOT NULL,
      resource_id text NOT NULL,
      plan_id text NOT NULL,
      period_start timestamptz NOT NULL,
      kind text NOT NULL,
      adjusted_by text NOT NULL,
      invoice_id uuid NOT NULL,
      cents bigint NOT NULL,
      CONSTRAINT invoice_accounts_pkey PRIMARY KEY (installation_id, resource_id, plan_id, period_start, kind, adjusted_by),
      CONSTRAINT invoice_accounts_kind_check CHECK (kind IN (${KINDS})),
      CONSTRAINT invoice_accounts_installation_id_invoice_id_fkey FOREIGN KEY (installation_id, invoice_id)
        REFERENCES invoices (installation_id, id) ON DELETE CASCADE
    )`);
    await runner.query(
      'CREATE INDEX invoice_accounts_installation_id_invoice_id_idx ON invoice_accounts (installation_id, invoice_id)',
    );
    await runner.query(
      'CREATE INDEX invoice_accounts_installation_id_period_start_idx ON invoice_accounts (installation_id, period_start)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE invoice_accounts, invoices');
  }
}
