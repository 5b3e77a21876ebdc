import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions of secrets that Vercel is told of by a call of ours instead of by an answer. */
export class PushedSecrets1763776862000 implements MigrationInterface {
  readonly name = 'PushedSecrets1763776862000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE resource_credentials
      ADD COLUMN told_by text NOT NULL DEFAULT 'answer',
      ADD CONSTRAINT resource_credentials_told_by_check CHECK (told_by IN ('answer', 'push')),
      DROP CONSTRAINT resource_credentials_revoke_at_check,
      ADD CONSTRAINT resource_credentials_revoke_at_check CHECK (state <> 'placed' OR revoke_at IS NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`/* every tenant: what waits for Vercel's acknowledgement ends at once */
      UPDATE resource_credentials SET revoke_at = now(), due_at = now() WHERE state = 'retiring' AND revoke_at IS NULL`);
    await runner.query(`ALTER TABLE resource_credentials
      DROP COLUMN told_by,
      DROP CONSTRAINT resource_credentials_revoke_at_check,
      ADD CONSTRAINT resource_credentials_revoke_at_check CHECK (state NOT IN ('placed', 'retiring') OR revoke_at IS NOT NULL)`);
  }
}
