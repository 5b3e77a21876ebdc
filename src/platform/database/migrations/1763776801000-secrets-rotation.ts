import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions of a resource's credential, from the one that is being made to those that have been revoked. */
export class SecretsRotation1763776801000 implements MigrationInterface {
  readonly name = 'SecretsRotation1763776801000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE resource_credentials
      ALTER COLUMN secrets DROP NOT NULL,
      ALTER COLUMN secrets_key_id DROP NOT NULL,
      ADD COLUMN state text NOT NULL DEFAULT 'current',
      ADD COLUMN seed bytea,
      ADD COLUMN seed_key_id text,
      ADD COLUMN request_digests bytea[] NOT NULL DEFAULT '{}',
      ADD COLUMN grace_seconds integer NOT NULL DEFAULT 0,
      ADD COLUMN due_at timestamptz,
      ADD COLUMN revoke_at timestamptz,
      ADD COLUMN revoked_at timestamptz,
      ADD CONSTRAINT resource_credentials_state_check CHECK (state IN ('placed', 'current', 'retiring', 'revoked')),
      ADD CONSTRAINT resource_credentials_secrets_check CHECK (
        (secrets IS NULL) = (secrets_key_id IS NULL) AND (state <> 'current' OR secrets IS NOT NULL)
      ),
      ADD CONSTRAINT resource_credentials_seed_check CHECK ((seed IS NULL) = (seed_key_id IS NULL)),
      ADD CONSTRAINT resource_credentials_grace_seconds_check CHECK (grace_seconds >= 0),
      ADD CONSTRAINT resource_credentials_revoke_at_check CHECK (state NOT IN ('placed', 'retiring') OR revoke_at IS NOT NULL),
      ADD CONSTRAINT resource_credentials_revoked_at_check CHECK ((state = 'revoked') = (revoked_at IS NOT NULL))`);
    await runner.query(`CREATE UNIQUE INDEX resource_credentials_installation_id_resource_id_state_idx
      ON resource_credentials (installation_id, resource_id, state) WHERE state IN ('placed', 'current')`);
    await runner.query(
      `CREATE INDEX resource_credentials_due_at_idx ON resource_credentials (due_at) WHERE due_at IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX resource_credentials_seed_key_id_idx ON resource_credentials (seed_key_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX resource_credentials_seed_key_id_idx, resource_credentials_due_at_idx');
    await runner.query('DROP INDEX resource_credentials_installation_id_resource_id_state_idx');
    await runner.query(
      `/* every tenant: the table is theirs */ DELETE FROM resource_credentials WHERE state <> 'current'`,
    );
    await runner.query(`ALTER TABLE resource_credentials
      DROP COLUMN state, DROP COLUMN seed, DROP COLUMN seed_key_id, DROP COLUMN request_digests, DROP COLUMN grace_seconds,
      DROP COLUMN due_at, DROP COLUMN revoke_at, DROP COLUMN revoked_at,
      ALTER COLUMN secrets SET NOT NULL,
      ALTER COLUMN secrets_key_id SET NOT NULL`);
  }
}
