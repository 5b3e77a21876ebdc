import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Resources and the credentials that were given out for them. */
export class Resources1763769600003 implements MigrationInterface {
  readonly name = 'Resources1763769600003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE resources (
      installation_id text NOT NULL,
      id text NOT NULL,
      product_slug text NOT NULL,
      plan_id text NOT NULL,
      name text NOT NULL,
      metadata jsonb NOT NULL,
      external_id text,
      protocol_settings jsonb,
      state text NOT NULL,
      ever_billed boolean NOT NULL,
      request_digest bytea,
      credential_seed bytea,
      credential_seed_key_id text,
      revision integer NOT NULL,
      applied_revision integer NOT NULL,
      due_at timestamptz,
      busy_until timestamptz,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      removed_at timestamptz,
      CONSTRAINT resources_pkey PRIMARY KEY (installation_id, id),
      CONSTRAINT resources_id_uq UNIQUE (id),
      CONSTRAINT resources_installation_id_fkey FOREIGN KEY (installation_id) REFERENCES installations (id),
      CONSTRAINT resources_state_check CHECK (state IN ('placed', 'pending', 'onboarding', 'ready', 'suspended', 'error', 'removing', 'removed')),
      CONSTRAINT resources_name_check CHECK (char_length(name) BETWEEN 1 AND 256),
      CONSTRAINT resources_credential_seed_check CHECK ((credential_seed IS NULL) = (credential_seed_key_id IS NULL)),
      CONSTRAINT resources_removed_at_check CHECK ((state = 'removed') = (removed_at IS NOT NULL)),
      CONSTRAINT resources_applied_revision_check CHECK (applied_revision <= revision)
    )`);
    await runner.query(`CREATE UNIQUE INDEX resources_installation_id_request_digest_idx
      ON resources (installation_id, request_digest) WHERE state <> 'removed'`);
    await runner.query(`CREATE INDEX resources_due_at_idx ON resources (due_at) WHERE due_at IS NOT NULL`);
    await runner.query(`CREATE INDEX resources_credential_seed_key_id_idx ON resources (credential_seed_key_id)`);
    await runner.query(`CREATE TABLE resource_credentials (
      installation_id text NOT NULL,
      resource_id text NOT NULL,
      version integer NOT NULL,
      secrets bytea NOT NULL,
      secrets_key_id text NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT resource_credentials_pkey PRIMARY KEY (installation_id, resource_id, version),
      CONSTRAINT resource_credentials_installation_id_resource_id_fkey FOREIGN KEY (installation_id, resource_id)
        REFERENCES resources (installation_id, id) ON UPDATE CASCADE ON DELETE CASCADE
    )`);
    await runner.query(`CREATE INDEX resource_credentials_secrets_key_id_idx ON resource_credentials (secrets_key_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE resource_credentials, resources');
  }
}
