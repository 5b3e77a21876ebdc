import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Codes with which browsers come to the provider's own dashboard, and the keys that sign what it is told for them. */
export class Handoff1763776982000 implements MigrationInterface {
  readonly name = 'Handoff1763776982000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE handoff_codes (
      installation_id text NOT NULL,
      digest bytea NOT NULL,
      session_id uuid NOT NULL,
      target text NOT NULL,
      expires_at timestamptz NOT NULL,
      CONSTRAINT handoff_codes_pkey PRIMARY KEY (installation_id, digest),
      CONSTRAINT handoff_codes_digest_uq UNIQUE (digest),
      CONSTRAINT handoff_codes_installation_id_session_id_fkey FOREIGN KEY (installation_id, session_id)
        REFERENCES sessions (installation_id, id) ON DELETE CASCADE
    )`);
    await runner.query(
      'CREATE INDEX handoff_codes_installation_id_session_id_idx ON handoff_codes (installation_id, session_id)',
    );
    await runner.query('CREATE INDEX handoff_codes_expires_at_idx ON handoff_codes (expires_at)');
    await runner.query(`CREATE TABLE signing_keys (
      id text NOT NULL,
      public_jwk jsonb NOT NULL,
      private_jwk bytea NOT NULL,
      private_jwk_key_id text NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT signing_keys_pkey PRIMARY KEY (id)
    )`);
    await runner.query('CREATE INDEX signing_keys_private_jwk_key_id_idx ON signing_keys (private_jwk_key_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE signing_keys');
    await runner.query('DROP TABLE handoff_codes');
  }
}
