import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Codes with which browsers came from Vercel, so that none counts twice. */
export class SsoCodes1763776981000 implements MigrationInterface {
  readonly name = 'SsoCodes1763776981000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE sso_codes (
      digest bytea NOT NULL,
      used_at timestamptz NOT NULL,
      CONSTRAINT sso_codes_pkey PRIMARY KEY (digest)
    )`);
    await runner.query('CREATE INDEX sso_codes_used_at_idx ON sso_codes (used_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sso_codes');
  }
}
