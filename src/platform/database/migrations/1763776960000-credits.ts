import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `CREATE TABLE credit_accounts (
     installation_id text NOT NULL,
     entries bigint NOT NULL DEFAULT 0,
     due_at timestamptz,
     closed_at timestamptz,
     opened_at timestamptz NOT NULL,
     CONSTRAINT credit_accounts_pkey PRIMARY KEY (installation_id),
     CONSTRAINT credit_accounts_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id)
   )`,
  `CREATE INDEX credit_accounts_due_at_idx ON credit_accounts (due_at)`,
  `CREATE TABLE credit_balances (
     installation_id text NOT NULL,
     holder text NOT NULL,
     cents bigint NOT NULL DEFAULT 0,
     standing text NOT NULL DEFAULT 'well',
     CONSTRAINT credit_balances_pkey PRIMARY KEY (installation_id, holder),
     CONSTRAINT credit_balances_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES credit_accounts (installation_id),
     CONSTRAINT credit_balances_standing_check CHECK (standing IN ('well', 'low', 'exhausted', 'stopped'))
   )`,
  `CREATE TABLE ledger_entries (
     installation_id text NOT NULL,
     number bigint NOT NULL,
     at timestamptz NOT NULL,
     holder text NOT NULL,
     kind text NOT NULL,
     cents bigint NOT NULL,
     reference text NOT NULL,
     details jsonb NOT NULL,
     CONSTRAINT ledger_entries_pkey PRIMARY KEY (installation_id, number),
     CONSTRAINT ledger_entries_installation_id_reference_holder_uq UNIQUE (installation_id, reference, holder),
     CONSTRAINT ledger_entries_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES credit_accounts (installation_id),
     CONSTRAINT ledger_entries_kind_check CHECK (kind IN ('purchase', 'burn', 'refund', 'adjustment')),
     CONSTRAINT ledger_entries_cents_check CHECK (cents <> 0)
   )`,
  `CREATE TABLE purchases (
     invoice_id text NOT NULL,
     installation_id text NOT NULL,
     cents bigint NOT NULL,
     refunded_cents bigint NOT NULL DEFAULT 0,
     granted_at timestamptz NOT NULL,
     CONSTRAINT purchases_pkey PRIMARY KEY (invoice_id),
     CONSTRAINT purchases_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
     CONSTRAINT purchases_cents_check CHECK (cents >= 0),
     CONSTRAINT purchases_refunded_cents_check CHECK (refunded_cents >= 0 AND refunded_cents <= cents)
   )`,
  `CREATE INDEX purchases_installation_id_granted_at_idx ON purchases (installation_id, granted_at)`,
  `CREATE TABLE credit_burns (
     installation_id text NOT NULL,
     period_start timestamptz NOT NULL,
     holder text NOT NULL,
     plan_id text NOT NULL,
     cents bigint NOT NULL,
     revision integer NOT NULL,
     CONSTRAINT credit_burns_pkey PRIMARY KEY (installation_id, period_start, holder, plan_id),
     CONSTRAINT credit_burns_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES credit_accounts (installation_id)
   )`,
  `CREATE TABLE credit_periods (
     installation_id text NOT NULL,
     starts_at timestamptz NOT NULL,
     ends_at timestamptz NOT NULL,
     events bigint,
     CONSTRAINT credit_periods_pkey PRIMARY KEY (installation_id, starts_at),
     CONSTRAINT credit_periods_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES credit_accounts (installation_id),
     CONSTRAINT credit_periods_ends_at_check CHECK (ends_at > starts_at)
   )`,
];

/** What has been written stays, until nothing is kept any more of a customer who has left. */
const APPEND_ONLY = [
  `CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF TG_OP = 'DELETE' THEN
       PERFORM 1 FROM installations WHERE id = OLD.installation_id AND state = 'uninstalled';
       IF FOUND THEN RETURN OLD; END IF;
     END IF;
     RAISE EXCEPTION 'ledger_entries is append-only' USING ERRCODE = 'insufficient_privilege';
   END $$`,
  `CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE ON ledger_entries
     FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change()`,
  `CREATE TRIGGER ledger_entries_no_truncate BEFORE TRUNCATE ON ledger_entries
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()`,
];

const causes = (list: string): readonly string[] =>
  ['installation_suspensions', 'resource_suspensions'].flatMap((table) => [
    `ALTER TABLE ${table} DROP CONSTRAINT ${table}_cause_check`,
    `ALTER TABLE ${table} ADD CONSTRAINT ${table}_cause_check CHECK (cause IN (${list}))`,
  ]);

/** Prepaid credits: purchases, the ledger and its balances, and what has been taken for usage so far. */
export class Credits1763776960000 implements MigrationInterface {
  readonly name = 'Credits1763776960000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [...TABLES, ...APPEND_ONLY, ...causes(`'operator', 'billing', 'credits'`)];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE credit_periods, credit_burns, purchases, ledger_entries, credit_balances, credit_accounts',
    );
    await runner.query('DROP FUNCTION refuse_ledger_change()');
    await runner.query(
      `/* every tenant: a cause that the version before does not know */ DELETE FROM installation_suspensions WHERE cause = 'credits'`,
    );
    await runner.query(
      `/* every tenant: a cause that the version before does not know */ DELETE FROM resource_suspensions WHERE cause = 'credits'`,
    );
    for (const statement of causes(`'operator', 'billing'`)) await runner.query(statement);
  }
}
