import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Claims on resources that are to go over to another installation, and what the driver has not heard of a move yet. */
export class Transfers1763776840000 implements MigrationInterface {
  readonly name = 'Transfers1763776840000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE resources ADD COLUMN transferred_from text, ADD COLUMN transferred_at timestamptz');
    await runner.query(`CREATE TABLE transfer_claims (
      installation_id text NOT NULL,
      id text NOT NULL,
      target_installation_id text,
      expires_at timestamptz NOT NULL,
      accepted_at timestamptz,
      created_at timestamptz NOT NULL,
      CONSTRAINT transfer_claims_pkey PRIMARY KEY (installation_id, id),
      CONSTRAINT transfer_claims_id_uq UNIQUE (id),
      CONSTRAINT transfer_claims_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
      CONSTRAINT transfer_claims_target_installation_id_check CHECK (target_installation_id <> installation_id),
      CONSTRAINT transfer_claims_accepted_at_check CHECK ((accepted_at IS NULL) = (target_installation_id IS NULL))
    )`);
    await runner.query('CREATE INDEX transfer_claims_expires_at_idx ON transfer_claims (expires_at)');
    await runner.query(`CREATE TABLE transfer_claim_resources (
      installation_id text NOT NULL,
      resource_id text NOT NULL,
      claim_id text NOT NULL,
      CONSTRAINT transfer_claim_resources_pkey PRIMARY KEY (installation_id, resource_id),
      CONSTRAINT transfer_claim_resources_installation_id_resource_id_fkey FOREIGN KEY (installation_id, resource_id)
        REFERENCES resources (installation_id, id) ON DELETE CASCADE,
      CONSTRAINT transfer_claim_resources_installation_id_claim_id_fkey FOREIGN KEY (installation_id, claim_id)
        REFERENCES transfer_claims (installation_id, id) ON DELETE CASCADE
    )`);
    await runner.query(`CREATE INDEX transfer_claim_resources_installation_id_claim_id_idx
      ON transfer_claim_resources (installation_id, claim_id)`);
    await runner.query(`CREATE TABLE transfer_verifications (
      installation_id text NOT NULL,
      claim_id text NOT NULL,
      new_billing_plan_id text,
      verified_at timestamptz NOT NULL,
      CONSTRAINT transfer_verifications_pkey PRIMARY KEY (installation_id, claim_id),
      CONSTRAINT transfer_verifications_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
      CONSTRAINT transfer_verifications_claim_id_fkey FOREIGN KEY (claim_id)
        REFERENCES transfer_claims (id) ON DELETE CASCADE
    )`);
    await runner.query('CREATE INDEX transfer_verifications_claim_id_idx ON transfer_verifications (claim_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE transfer_verifications, transfer_claim_resources, transfer_claims');
    await runner.query('ALTER TABLE resources DROP COLUMN transferred_from, DROP COLUMN transferred_at');
  }
}
