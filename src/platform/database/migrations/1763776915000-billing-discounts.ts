import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What single customers pay less. */
export class BillingDiscounts1763776915000 implements MigrationInterface {
  readonly name = 'BillingDiscounts1763776915000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE billing_discounts (
      installation_id text NOT NULL,
      id uuid NOT NULL,
      name text NOT NULL,
      plan_id text,
      percentage numeric(7, 4),
      amount numeric(13, 2),
      starts_at timestamptz NOT NULL,
      ends_at timestamptz,
      CONSTRAINT billing_discounts_pkey PRIMARY KEY (installation_id, id),
      CONSTRAINT billing_discounts_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
      CONSTRAINT billing_discounts_amount_check CHECK ((percentage IS NULL) <> (amount IS NULL)),
      CONSTRAINT billing_discounts_percentage_check CHECK (percentage > 0 AND percentage <= 100),
      CONSTRAINT billing_discounts_ends_at_check CHECK (ends_at > starts_at)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE billing_discounts');
  }
}
