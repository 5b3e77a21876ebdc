import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Logins of customers with the provider's own account: those that are under way, and those that stand. */
export class AccountLogins1763776991000 implements MigrationInterface {
  readonly name = 'AccountLogins1763776991000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE account_attempts (
      digest bytea NOT NULL,
      next text NOT NULL,
      expires_at timestamptz NOT NULL,
      CONSTRAINT account_attempts_pkey PRIMARY KEY (digest)
    )`);
    await runner.query('CREATE INDEX account_attempts_expires_at_idx ON account_attempts (expires_at)');
    await runner.query(`CREATE TABLE account_sessions (
      digest bytea NOT NULL,
      issuer text NOT NULL,
      subject text NOT NULL,
      name text,
      expires_at timestamptz NOT NULL,
      CONSTRAINT account_sessions_pkey PRIMARY KEY (digest)
    )`);
    await runner.query('CREATE INDEX account_sessions_expires_at_idx ON account_sessions (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE account_sessions, account_attempts');
  }
}
