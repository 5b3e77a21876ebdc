import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Installations: one row per installation id, for ever, since Vercel never reuses an id. */
export class Installations1763769600002 implements MigrationInterface {
  readonly name = 'Installations1763769600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE installations (
      id text NOT NULL,
      audience text NOT NULL,
      account_id text NOT NULL,
      state text NOT NULL,
      billing_plan_id text,
      ever_billed boolean NOT NULL,
      access_token bytea,
      access_token_key_id text,
      token_type text NOT NULL,
      scopes text[] NOT NULL,
      accepted_policies jsonb NOT NULL,
      account_name text,
      account_url text NOT NULL,
      contact jsonb,
      uninstall_reason text,
      uninstall_cascade boolean,
      uninstall_requested_at timestamptz,
      window_closes_at timestamptz,
      uninstalled_at timestamptz,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      revision integer NOT NULL,
      CONSTRAINT installations_pkey PRIMARY KEY (id),
      CONSTRAINT installations_state_check CHECK (state IN ('active', 'uninstalling', 'uninstalled')),
      CONSTRAINT installations_access_token_check CHECK ((access_token IS NULL) = (access_token_key_id IS NULL)),
      CONSTRAINT installations_state_access_token_check CHECK (state <> 'active' OR access_token IS NOT NULL),
      CONSTRAINT installations_uninstall_requested_at_check CHECK ((state = 'active') = (uninstall_requested_at IS NULL)),
      CONSTRAINT installations_uninstalled_at_check CHECK ((state = 'uninstalled') = (uninstalled_at IS NOT NULL))
    )`);
    await runner.query(`CREATE INDEX installations_access_token_key_id_idx ON installations (access_token_key_id)`);
    await runner.query(
      `CREATE INDEX installations_window_closes_at_idx ON installations (window_closes_at) WHERE state = 'uninstalling'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE installations');
  }
}
