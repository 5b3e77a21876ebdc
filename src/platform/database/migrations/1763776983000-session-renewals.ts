import type { MigrationInterface, QueryRunner } from 'typeorm';

/** With what Vercel tells again who a session is of. */
export class SessionRenewals1763776983000 implements MigrationInterface {
  readonly name = 'SessionRenewals1763776983000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions ADD COLUMN refresh_token bytea, ADD COLUMN refresh_token_key_id text');
    await runner.query(`ALTER TABLE sessions ADD CONSTRAINT sessions_refresh_token_check
      CHECK ((refresh_token IS NULL) = (refresh_token_key_id IS NULL))`);
    await runner.query('CREATE INDEX sessions_refresh_token_key_id_idx ON sessions (refresh_token_key_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions DROP COLUMN refresh_token, DROP COLUMN refresh_token_key_id');
  }
}
