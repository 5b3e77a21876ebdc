import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is given back of invoices. */
export class Refunds1763776951000 implements MigrationInterface {
  readonly name = 'Refunds1763776951000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE refunds (
      installation_id text NOT NULL,
      id uuid NOT NULL,
      invoice_id uuid NOT NULL,
      request_key text NOT NULL,
      cents bigint NOT NULL,
      reason text NOT NULL,
      state text NOT NULL,
      problem text,
      before_cents bigint NOT NULL,
      attempts integer NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT refunds_pkey PRIMARY KEY (installation_id, id),
      CONSTRAINT refunds_installation_id_invoice_id_request_key_uq UNIQUE (installation_id, invoice_id, request_key),
      CONSTRAINT refunds_installation_id_invoice_id_fkey FOREIGN KEY (installation_id, invoice_id)
        REFERENCES invoices (installation_id, id) ON DELETE CASCADE,
      CONSTRAINT refunds_state_check CHECK (state IN ('asked', 'unsure', 'requested', 'refunded', 'refused')),
      CONSTRAINT refunds_cents_check CHECK (cents > 0)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE refunds');
  }
}
